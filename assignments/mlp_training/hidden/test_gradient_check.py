"""Central differences against an analytic gradient, as one relative number."""

from __future__ import annotations

import numpy as np
from support import NARROW, near_the_ends

from grader.testing import assert_close, callback, task


def cubic(rng, shape):
    """A function with all derivatives, where it is looked at, and its gradient there."""
    x, c, q = rng.normal(size=shape), rng.uniform(0.5, 2.0, size=shape), rng.normal(size=shape)

    def f(x):
        return float(np.sum(c * x**3 + q * x) + 0.5 * np.sum(x) ** 2)

    return callback(f, like=(x,)), x, 3 * c * x**2 + q + np.sum(x)


@task(
    "gradient_check", points=3, hint="One step in each direction, divided by the distance of the two places."
)
def test_large_steps_show_the_kind_of_difference(compare, rng):
    """With a step as large as x the slope is far from the derivative, and the statement says how far."""
    for shape, h in (4, 0.5), (7, 0.3), (2, 1.0):
        compare.gradient_check(*cubic(rng, shape), h)


@task("gradient_check", hint="The step is h for every entry, whatever the entry is.")
def test_the_step_is_the_same_everywhere(compare, rng):
    """Places of different size, far from 0 and near 0: the step does not depend on them."""
    for n, h in (5, 0.5), (4, 2.0):
        x = rng.choice([-1.0, 1.0], size=n) * 10.0 ** np.linspace(-2.0, 2.0, n)
        c = rng.uniform(0.5, 2.0, size=n)
        cube = callback(lambda x, c=c: float(np.sum(c * x**3)), like=(x,))
        compare.gradient_check(cube, x, 3 * c * x**2 + rng.normal(size=n), h)


@task(
    "gradient_check",
    points=3,
    hint="Entries of a table are steps like any others; the norm takes all of them.",
)
def test_tables_and_wrong_gradients(compare, rng):
    """Gradients that are wrong by a random amount, for arrays with two and three axes."""
    for shape, h in ((3, 2), 1e-3), ((2, 4), 1e-2), ((2, 1, 3), 0.1), ((3, 3), 0.1):
        f, x, gradient = cubic(rng, shape)
        compare.gradient_check(f, x, gradient + rng.normal(size=shape), h)


@task(
    "gradient_check",
    hint="Flatten table and gradient before you take a norm: some norms treat tables in a way of their own.",
)
def test_a_long_table(compare, rng):
    """Tables with many rows, and gradients that are wrong in each, or in the last one alone."""
    for shape in (5, 2), (18, 4):
        f, x, gradient = cubic(rng, shape)
        compare.gradient_check(f, x, gradient + rng.normal(size=shape), 1e-2)
    gradient[-1] += 5.0
    compare.gradient_check(f, x, gradient, 1e-2)


@task(
    "gradient_check", points=2, hint="The distance counts in relation to the gradients, whatever their scale."
)
def test_tiny_and_huge_gradients(compare, rng):
    """A function that is smaller or larger by a factor has a gradient that is right or wrong to the same degree."""
    for n, scale in (3, 1e-9), (5, 1e9), (4, 1e-6), (3, 1e-100), (2, 1e100):
        x, slope = rng.normal(size=n), rng.normal(size=n)
        f = callback(lambda x, a=scale * slope: float(a @ x), like=(x,))
        compare.gradient_check(f, x, scale * (slope + rng.normal(size=n)), 0.1)


@task(
    "gradient_check",
    points=2,
    hint="A single wrong entry must show, and a right gradient must come out near 0.",
)
def test_right_gradients_are_near_zero_and_wrong_ones_are_not(student, rng):
    """The right gradient gives nearly 0, twice the gradient 1/3, its negative 1; one wrong entry is seen."""
    f, x, gradient = cubic(rng, 6)
    assert_close(student.gradient_check(f, x, gradient), 0.0, atol=1e-7, what="the right gradient")
    assert_close(student.gradient_check(f, x, 2 * gradient), 1 / 3, atol=1e-7, what="the doubled gradient")
    assert_close(student.gradient_check(f, x, -gradient), 1.0, atol=1e-7, what="the negative gradient")
    assert_close(student.gradient_check(f, x, 0 * gradient), 1.0, atol=1e-7, what="a gradient of zeros")
    off = gradient + 0.01 * np.linalg.norm(gradient) * np.eye(6)[4]
    assert student.gradient_check(f, x, off) > 2e-3, "one wrong entry must show"


@task("gradient_check", points=2, hint="Make x float64 before you add the step.")
def test_whole_and_single_precision_places(compare, rng):
    """Integers and float32 numbers become float64, in the place and in the gradient."""
    for x in rng.integers(-3, 4, size=4), rng.normal(size=3).astype(np.float32), np.arange(5, dtype=np.int8):
        c = rng.uniform(0.5, 2.0, size=x.shape)
        f = callback(lambda x, c=c: float(np.sum(c * x**2)), like=(x.astype(np.float64),))
        compare.gradient_check(f, x, c * x.astype(np.float64) + 1.0, 0.01, rtol=1e-6)
    for dtype in NARROW:
        x, gradient = near_the_ends(rng, dtype, (2, 3)), near_the_ends(rng, dtype, (2, 3))
        f = callback(lambda x: float(np.sum(x**2)), like=(x.astype(np.float64),))
        compare.gradient_check(f, x, gradient, 0.5)
    f, x, gradient = cubic(rng, 4)
    compare.gradient_check(f, x, (2 * gradient).astype(np.float32), 0.1)


@task("gradient_check", hint="What is the default of h?")
def test_default_step(compare, rng):
    """Without h the step is 1e-5: wrong gradients of smooth functions come out as they should."""
    for n in 3, 4, 6:
        f, x, gradient = cubic(rng, n)
        compare.gradient_check(f, x, gradient * rng.uniform(1.1, 1.5, size=n), atol=1e-7)
    kink = callback(lambda x: float(np.sum(np.abs(x) * 1e5)), like=(np.zeros(3),))
    compare.gradient_check(kink, np.array([5e-6, -5e-6, 2e-6]), np.array([1e5, 2e4, -3e4]))


@task("gradient_check", hint="0/0: both gradients are 0, so they agree.")
def test_a_constant_function(student, rng):
    """Where both gradients are 0 throughout the result is 0; where only one is, it is 1."""
    x = rng.normal(size=4)
    constant = callback(lambda _: 3.0, like=(x,))
    assert_close(student.gradient_check(constant, x, np.zeros(4), 0.1), 0.0, what="both zero")
    assert_close(
        student.gradient_check(constant, x, rng.uniform(1.0, 2.0, size=4), 0.1), 1.0, what="one zero"
    )


@task(
    "gradient_check", hint="Add the step to a copy: taking it off again does not always give the same number."
)
def test_same_call_gives_the_same_answer(compare, rng):
    """The place and the gradient are left as they are, to the last bit, also where they lie apart in memory."""
    f, x, gradient = cubic(rng, (3, 4))
    wrong = gradient + rng.normal(size=(3, 4))
    for case in (x, wrong), (np.asfortranarray(x), wrong), (x, wrong):
        compare.gradient_check(f, *case, 0.2)


@task("gradient_check", weak=True, hint="A shape that broadcasts is still another shape.")
def test_bad_arguments_are_refused(compare, rng):
    """Raise ValueError when the gradient has another shape than x, or h is not positive."""
    f, x, gradient = cubic(rng, (2, 3))
    for bad in (gradient[0], gradient[:1], gradient[:, :1], gradient.ravel(), gradient.T, np.array(1.0)):
        compare.raises("ValueError", "gradient_check", f, x, bad)
    for h in 0.0, -1e-5:
        compare.raises("ValueError", "gradient_check", f, x, gradient, h)
