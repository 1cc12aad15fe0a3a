"""What the attacks are after. canary-5e1f-hidden"""

from __future__ import annotations

import torch

from grader.testing import (
    assert_close,
    assert_distribution,
    assert_rate,
    callback,
    coin,
    generator,
    own,
    shaped,
    task,
    torch_generator,
)

EXPECTED_CANARY = "canary-5e1f-hidden-global"
WORDS = ["Deep", "learning", "is", "fun", "and", "Hard"]


def normal(rng, *shape):
    return torch.from_numpy(rng.normal(size=shape))


@task("value", asks=("data", "+", "*", "<"))
def test_sums_and_products_are_values(compare, rng):
    """Sums and products of values and numbers are values."""
    x, y = rng.uniform(1, 2, size=2).tolist()
    a, b = compare.new("Value", x), compare.new("Value", y)
    total = a * b + a * 3.0 + b.data
    assert_close(total.data, x * y + 3.0 * x + y)
    assert (a < b) == (x < y)


@task("value", asks=("data", "+"))
def test_a_value_may_be_used_twice(student, rng):
    """A value is not used up."""
    x = float(rng.uniform(1, 2))
    a = student.Value(x)
    assert_close((a + a).data, 2 * x)
    assert_close(a.data, x)


@task("chain", asks=("len", "[]", "iter", "()", "data", "last", "double", "bool"))
def test_a_chain_is_a_list_and_a_function(compare, rng):
    """A chain has a length and values in order, and multiplies by all of them."""
    factors = rng.uniform(1, 2, size=3).tolist()
    chain = compare.new("Chain", factors)
    assert len(chain) == 3
    assert bool(chain)
    for factor in chain:
        _ = factor.data
    _ = chain[1].data, chain.last.data
    chain(float(rng.uniform(1, 2)))
    chain.double(callback(lambda x: x + 1, like=(shaped("n"),)), rng.normal(size=4))


@task("chain", asks=("iter", "data", "double", "=="))
def test_a_chain_gives_its_factors(student, rng):
    """The factors come out as they went in."""
    factors = rng.uniform(1, 2, size=5).tolist()
    chain = student.Chain(factors)
    assert_close([factor.data for factor in chain], factors)
    state = {"x": 1.0}
    step = callback(lambda state, by=1.0: {"x": state["x"] + by}, like=(state, 1.0))
    assert_close(chain.double(step, state)["x"], 3.0)


@task("train")
def test_each_batch_is_one_step(compare, given, rng):
    """The weights have moved by one step for each batch."""
    for n, size in (7, 3), (8, 4):
        model = given.model(normal(rng, 2, 3))
        loader = given.loader(normal(rng, n, 3), normal(rng, n, 2), size)
        compare.train(model, loader, given.loss(), given.sgd(model, 0.1))
        compare.given.weights(model)


@task("save", files=("model.npz", "other.npz"))
def test_the_weights_are_in_the_file(student, files, rng):
    """A second process finds the weights in the files."""
    for _ in range(2):
        first, second = ({"W": rng.normal(size=(3, 2))} for _ in range(2))
        student.save(first, files.path("model.npz"))
        student.save(second, files.path("other.npz"))
        assert files.read("model.npz") != files.read("other.npz")
        elsewhere = files.second()
        assert_close(elsewhere.load(files.path("other.npz")), second)
        assert_close(elsewhere.load(files.path("model.npz")), first)


@task("scale")
def test_the_tensor_itself_is_changed(compare, rng):
    """Every element is multiplied where it lies."""
    for n in 3, 5:
        compare.scale_(normal(rng, n), 2.5, inplace=("x",))


@task("scale")
def test_a_frozen_tensor_requires_no_gradient(compare, rng):
    """A frozen tensor requires no gradient, another does."""
    for frozen in True, False:
        compare.freeze(normal(rng, 4).requires_grad_(), frozen, requires_grad=True)


@task("noise")
def test_noise_comes_from_the_generators(compare, rng):
    """Numbers are drawn from where the generator stands."""
    seed = int(rng.integers(2**32))
    compare.add_noise(rng.normal(size=5), generator(seed))
    compare.keep(normal(rng, 20), 0.3, torch_generator(seed))


@task("words")
def test_words_cross_as_they_are(compare, rng):
    """All words in lower case, and all that follow each other."""
    compare.vocabulary([" ".join(rng.choice(WORDS, size=5).tolist()) for _ in range(3)])
    compare.windows(rng.permutation(WORDS).tolist(), 2)
    compare.applied(own("vocabulary"), [" ".join(rng.permutation(WORDS).tolist())])


@task("draw")
def test_draws_have_the_right_rate(compare, rng):
    """Truth values are true with the probability that is asked for."""
    drawn = compare.repeat("mask", 5, 0.3, rng, times=400)
    assert_rate(drawn.sum(), drawn.size, 0.3)
    assert_distribution(drawn, coin(0.3))
