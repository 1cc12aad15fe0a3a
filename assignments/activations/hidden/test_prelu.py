"""Parametric ReLU and its gradients."""

from __future__ import annotations

import numpy as np
from support import NARROW, both_signs, inputs, narrow

from grader.testing import assert_close, task

UNFIT = (((3, 4), (3,)), ((3, 4), (1,)), ((4,), (4,)), ((3, 4), (4, 1)), ((2, 3, 4), (4,)))


def slopes(rng, d):
    """Slopes of all kinds: between 0 and 1, above 1, negative."""
    return rng.permutation(np.r_[0.25, 1.7, -0.6, rng.uniform(0.1, 0.9, size=max(d - 3, 0))])[:d]


@task("prelu", points=2, hint="Each feature has a slope of its own.")
def test_one_slope_for_each_feature(compare, rng):
    """The slopes belong to the columns."""
    for n, d in (4, 3), (2, 5), (6, 2), (1, 4):
        compare.prelu(both_signs(rng, n, d), slopes(rng, d))


@task("prelu", points=2, hint="Each feature has a slope of its own, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table has its features in columns."""
    for n in 3, 5, 4, 1:
        compare.prelu(both_signs(rng, n, n), slopes(rng, n))


@task("prelu", points=2, hint="A slope may be above 1 or below 0. A maximum does not work then.")
def test_slopes_above_one_and_below_zero(compare, rng):
    """Training may make a slope negative, or larger than 1."""
    for n, d in (3, 4), (5, 2), (4, 4):
        compare.prelu(-np.abs(inputs(rng, n, d)), rng.uniform(1.5, 3.0, size=d))
        compare.prelu(both_signs(rng, n, d), -rng.uniform(0.5, 3.0, size=d))
        compare.prelu(np.abs(inputs(rng, n, d)), np.zeros(d))


@task("prelu", hint="Convert integers to float64. Clip nothing, and set nothing to 0.")
def test_prelu_dtypes_zeros_and_extremes(compare, student, reference, rng):
    """Integers of 8 and 16 bits, float32, zeros, tiny and huge inputs are accepted."""
    for dtype in NARROW:
        x, a = narrow(dtype).reshape(3, 3), np.array([2, 3, 120], dtype=dtype)
        assert_close(student.prelu(x, a), reference.prelu(x, a), rtol=1e-12)
    compare.prelu(np.array([[0.0, -1e290], [1e-290, -1e-290], [1e290, 0.0]]), np.array([0.5, 3.0]))
    compare.prelu(np.array([[1e-290, 3.0], [1e-20, 0.0], [1e-9, 1e-15]]), np.array([0.5, 3.0]))
    values = compare.prelu(np.float32([[-2, 3], [1, -5]]), np.float32([0.5, 0.25]))
    assert values.dtype == np.float32, "float32 inputs must give float32 values."
    compare.prelu(both_signs(rng, 3, 4).T, slopes(rng, 3))


@task("prelu", weak=True, hint="There are as many slopes as columns.")
def test_shapes_that_do_not_fit_are_refused(compare):
    """ValueError is raised when the shapes do not fit."""
    for x, a in UNFIT:
        compare.raises("ValueError", "prelu", np.ones(x), np.ones(a))


@task("prelu_gradients", points=3, hint="A slope is used by all samples, so its gradient is a sum over them.")
def test_gradients_of_inputs_and_slopes(compare, rng):
    """Both gradients are right for random upstream gradients."""
    for n, d in (4, 3), (6, 2), (3, 5):
        compare.prelu_gradients(rng.normal(size=(n, d)), both_signs(rng, n, d), slopes(rng, d))


@task("prelu_gradients", points=3, hint="Only negative inputs are multiplied by a slope.")
def test_gradients_with_as_many_samples_as_features(compare, rng):
    """A square table has its features in columns."""
    for n in 3, 5, 4:
        compare.prelu_gradients(rng.normal(size=(n, n)), both_signs(rng, n, n), slopes(rng, n))


@task("prelu_gradients", points=2, hint="Compare with differences of the loss sum(g * prelu(x, a)).")
def test_the_loss_changes_as_the_gradients_say(student, reference, rng):
    """A small change of inputs or slopes changes the loss as the gradients say."""
    for n, d in (5, 3), (2, 4):
        g, x, a = rng.normal(size=(n, d)), both_signs(rng, n, d), slopes(rng, d)
        dx, da = student.prelu_gradients(g, x, a)
        u, v = rng.normal(size=(n, d)), rng.normal(size=d)

        def loss(t, g=g, x=x, a=a, u=u, v=v):
            return np.sum(g * reference.prelu(x + t * u, a + t * v))

        change = (loss(1e-5) - loss(-1e-5)) / 2e-5
        assert_close(
            np.sum(dx * u) + np.sum(da * v),
            change,
            rtol=1e-5,
            atol=1e-7,
            what="A step must change the loss by gradients times step; yours does not.",
        )


@task("prelu_gradients", points=2, hint="A feature that is never negative gives its slope no gradient.")
def test_one_sample_and_one_sign(compare, rng):
    """There is one sample or one feature, or all inputs have one sign."""
    for n, d in (1, 4), (5, 1), (1, 1):
        compare.prelu_gradients(rng.normal(size=(n, d)), both_signs(rng, n, d), slopes(rng, d))
    for sign in -1.0, 1.0:
        x = sign * np.abs(inputs(rng, 4, 3))
        compare.prelu_gradients(rng.normal(size=(4, 3)), x, slopes(rng, 3))


@task("prelu_gradients", hint="At 0 the slope has no influence, so da gets nothing from there.")
def test_gradients_at_zero(student):
    """At 0 either side may be taken for the inputs, and the slope gets no gradient."""
    g, x, a = np.array([[2.0], [3.0]]), np.array([[0.0], [-4.0]]), np.array([0.5])
    dx, da = student.prelu_gradients(g, x, a)
    assert_close(da, np.array([-12.0]), what="the gradient of the slope")
    assert_close(dx[1], np.array([1.5]), what="the gradient of an input below 0")
    assert np.all((dx[0] == 2.0) | (dx[0] == 1.0)), (
        "At 0 the gradient must be that of one of the two sides; yours is another number."
    )


@task("prelu_gradients", hint="Convert integers to float64. Clip nothing, and set nothing to 0.")
def test_gradients_dtypes_and_extremes(compare, student, reference, rng):
    """Integers of 8 and 16 bits, float32, tiny and huge numbers are accepted."""
    for dtype in NARROW:
        x, a = narrow(dtype)[[0, 1, 3, 4, 5, 6, 7, 8, 1]].reshape(3, 3), np.array([2, 3, 120], dtype=dtype)
        g = np.array([[100, 2, 3], [90, 5, 6], [80, 120, 9]], dtype=dtype)
        if dtype in (np.uint8, np.uint16):
            x[0, 0] = 1
        assert_close(student.prelu_gradients(g, x, a), reference.prelu_gradients(g, x, a), rtol=1e-12)
    for unit in 1e-25, 1e25:
        g, x = unit * rng.uniform(1.0, 2.0, size=(3, 2)), -rng.uniform(1.0, 2.0, size=(3, 2))
        compare.prelu_gradients(g, x, slopes(rng, 2), rtol=1e-10, atol=0)
    dx, da = compare.prelu_gradients(np.float32([[1, 2]]), np.float32([[-2, 3]]), np.float32([0.5, 0.25]))
    assert dx.dtype == da.dtype == np.float32, "float32 arguments must give float32 gradients."
    compare.prelu_gradients(rng.normal(size=(3, 4)).T, both_signs(rng, 3, 4).T, slopes(rng, 3))


@task("prelu_gradients", weak=True, hint="Compare the shapes first.")
def test_shapes_that_do_not_fit_are_refused_by_the_gradients(compare):
    """ValueError is raised when the shapes do not fit."""
    for x, a in UNFIT:
        compare.raises("ValueError", "prelu_gradients", np.ones(x), np.ones(x), np.ones(a))
    for g in (3, 1), (4,), (4, 3), (1, 4):
        compare.raises("ValueError", "prelu_gradients", np.ones(g), np.ones((3, 4)), np.ones(4))
