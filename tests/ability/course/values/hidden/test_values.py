"""Objects stay where they are; what the tests ask them for is declared."""

from grader.testing import task


@task("value", asks=("data", "grad", "backward", "+", "*", "neg", "<"))
def test_shared_nodes_accumulate(compare, rng):
    """A number that is used twice gets both parts of its derivative."""
    for data in rng.uniform(1, 2, size=(2, 2)).tolist():
        a, b = (compare.new("Value", x) for x in data)
        square = a * a
        total = square * (square + 1) + 2 * (-b)
        total.backward()
        assert (total.data, a.grad, b.grad) == (total.data, a.grad, b.grad)
        assert (a < b) == (data[0] < data[1])


@task("chain", asks=("len", "[]", "iter", "()", "data", "grad", "last", "backward"))
def test_a_chain_is_a_list_and_a_function(compare, rng):
    """Its factors can be counted, read one by one, and all multiply the number that is passed."""
    chain = compare.new("Chain", rng.uniform(1, 2, size=3).tolist())
    assert len(chain) == 3
    chain(compare.new("Value", 2.0)).backward()
    for factor in chain:
        _ = factor.data, factor.grad
    _ = chain[1].grad, chain.last.data
    chain.last.grad = 0.0
    _ = chain[2].grad
