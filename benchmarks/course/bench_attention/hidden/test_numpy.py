"""The NumPy half."""

from __future__ import annotations

from grader.testing import assert_close, task


@task("softmax", points=2, hint="Which axis holds the classes?")
def test_softmax_of_rows(compare, rng):
    """Each row becomes a distribution over its own entries."""
    compare.softmax(rng.normal(size=(7, 5)))
    compare.softmax(rng.normal(size=(2, 3, 9)))


@task("softmax", hint="exp(1000) is not a number a float can hold; subtract something first.")
def test_softmax_of_large_numbers(compare, rng):
    """Large numbers neither overflow nor lose the ratio of neighbours."""
    compare.softmax(1000 + 30 * rng.normal(size=(6, 8)))


@task("softmax", hint="A constant added to a row cancels.")
def test_softmax_does_not_see_a_shift(student, rng):
    """Adding a constant to a row changes nothing, and rows sum to one."""
    x = rng.normal(size=(5, 11))
    weights = student.softmax(x)
    assert_close(student.softmax(x + 3.0), weights, rtol=1e-9)
    assert_close(weights.sum(axis=-1), x[:, 0] * 0 + 1)


@task("layer_norm", hint="The variance divides by n.")
def test_layer_norm(compare, rng):
    """Mean and variance are taken over the features of each row."""
    compare.layer_norm(rng.normal(2.0, 3.0, size=(9, 6)), rng.normal(size=6), rng.normal(size=6))


@task("layer_norm", hint="Where does eps stand: inside the root or outside?")
def test_layer_norm_with_a_large_eps(compare, rng):
    """With an eps as large as the variance its place decides."""
    compare.layer_norm(rng.normal(size=(5, 7)), rng.normal(size=7), rng.normal(size=7), eps=0.5)


@task("layer_norm_backward", points=2, hint="Mean and variance depend on x.")
def test_layer_norm_gradients(compare, rng):
    """The gradient flows through mean and variance as well."""
    for shape, eps in ((9, 6), 1e-5), ((4, 11), 0.3):
        dout, x = rng.normal(size=shape), rng.normal(1.0, 2.0, size=shape)
        compare.layer_norm_backward(dout, x, rng.normal(size=shape[1]), eps=eps)


@task("layer_norm_backward", hint="A constant added to x cancels.")
def test_layer_norm_gradients_sum_to_zero(student, rng):
    """A shift of x changes nothing, so the gradient by x has no part along it."""
    dout, x = rng.normal(size=(6, 5)), rng.normal(size=(6, 5))
    dx, _, dbeta = student.layer_norm_backward(dout, x, rng.normal(size=5))
    assert_close(dx.sum(axis=-1), dx[:, 0] * 0, atol=1e-9)
    assert_close(dbeta, dout.sum(axis=0))
