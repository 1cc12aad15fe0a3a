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
    "gradient_check", points=3, hint="Use the central difference: one step in each direction, divided by 2h."
)
def test_large_steps_show_the_kind_of_difference(compare, rng):
    """With a large step h, the result shows which difference you use."""
    for shape, h in (4, 0.5), (7, 0.3), (2, 1.0):
        compare.gradient_check(*cubic(rng, shape), h)


@task("gradient_check", hint="Do not scale the step with x.")
def test_the_step_is_the_same_everywhere(compare, rng):
    """The step is h for every entry of x, near 0 and far from 0."""
    for n, h in (5, 0.5), (4, 2.0):
        x = rng.choice([-1.0, 1.0], size=n) * 10.0 ** np.linspace(-2.0, 2.0, n)
        c = rng.uniform(0.5, 2.0, size=n)
        cube = callback(lambda x, c=c: float(np.sum(c * x**3)), like=(x,))
        compare.gradient_check(cube, x, 3 * c * x**2 + rng.normal(size=n), h)


@task(
    "gradient_check",
    points=3,
    hint="Step in each entry. The norm is over all entries.",
)
def test_tables_and_wrong_gradients(compare, rng):
    """x may have two or three axes, and the gradient may be wrong."""
    for shape, h in ((3, 2), 1e-3), ((2, 4), 1e-2), ((2, 1, 3), 0.1), ((3, 3), 0.1):
        f, x, gradient = cubic(rng, shape)
        compare.gradient_check(f, x, gradient + rng.normal(size=shape), h)


@task(
    "gradient_check",
    hint="Flatten the arrays before you take a norm: np.linalg.norm treats a matrix differently.",
)
def test_a_long_table(compare, rng):
    """x has many rows, and the gradient is wrong in each of them or in the last."""
    for shape in (5, 2), (18, 4):
        f, x, gradient = cubic(rng, shape)
        compare.gradient_check(f, x, gradient + rng.normal(size=shape), 1e-2)
    gradient[-1] += 5.0
    compare.gradient_check(f, x, gradient, 1e-2)


@task("gradient_check", points=2, hint="Divide by the sum of the two norms. Add no small constant.")
def test_tiny_and_huge_gradients(compare, rng):
    """The result does not change when the function is multiplied by a constant."""
    for n, scale in (3, 1e-9), (5, 1e9), (4, 1e-6), (3, 1e-100), (2, 1e100):
        x, slope = rng.normal(size=n), rng.normal(size=n)
        f = callback(lambda x, a=scale * slope: float(a @ x), like=(x,))
        compare.gradient_check(f, x, scale * (slope + rng.normal(size=n)), 0.1)


@task(
    "gradient_check",
    points=2,
    hint="Divide the norm of the difference by the sum of the norms.",
)
def test_right_gradients_are_near_zero_and_wrong_ones_are_not(student, rng):
    """The right gradient gives nearly 0, its double 1/3 and its negative 1. One wrong entry is noticed."""
    f, x, gradient = cubic(rng, 6)
    assert_close(
        student.gradient_check(f, x, gradient),
        0.0,
        atol=1e-7,
        what="For the right gradient, the result must be nearly 0; yours is not.",
    )
    assert_close(
        student.gradient_check(f, x, 2 * gradient),
        1 / 3,
        atol=1e-7,
        what="For twice the right gradient, the result must be 1/3; yours is not.",
    )
    assert_close(
        student.gradient_check(f, x, -gradient),
        1.0,
        atol=1e-7,
        what="For the negative gradient, the result must be 1; yours is not.",
    )
    assert_close(
        student.gradient_check(f, x, 0 * gradient),
        1.0,
        atol=1e-7,
        what="For a gradient of zeros, the result must be 1; yours is not.",
    )
    off = gradient + 0.01 * np.linalg.norm(gradient) * np.eye(6)[4]
    assert student.gradient_check(f, x, off) > 2e-3, (
        "One wrong entry of the gradient must make the result larger; yours stays small."
    )


@task("gradient_check", points=2, hint="Convert x to float64 before you add the step.")
def test_whole_and_single_precision_places(compare, rng):
    """Integers and float32 numbers become float64, in x and in the gradient."""
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


@task("gradient_check", hint="Look at the default of h in the statement.")
def test_default_step(compare, rng):
    """Without h, the step is 1e-5."""
    for n in 3, 4, 6:
        f, x, gradient = cubic(rng, n)
        compare.gradient_check(f, x, gradient * rng.uniform(1.1, 1.5, size=n), atol=1e-7)
    kink = callback(lambda x: float(np.sum(np.abs(x) * 1e5)), like=(np.zeros(3),))
    compare.gradient_check(kink, np.array([5e-6, -5e-6, 2e-6]), np.array([1e5, 2e4, -3e4]))


@task("gradient_check", hint="Treat 0/0 as a case of its own: both gradients are 0 and agree.")
def test_a_constant_function(student, rng):
    """If both gradients are 0, the result is 0. If only one is 0, the result is 1."""
    x = rng.normal(size=4)
    constant = callback(lambda _: 3.0, like=(x,))
    assert_close(
        student.gradient_check(constant, x, np.zeros(4), 0.1),
        0.0,
        what="If both gradients are 0, the result must be 0; yours is not.",
    )
    assert_close(
        student.gradient_check(constant, x, rng.uniform(1.0, 2.0, size=4), 0.1),
        1.0,
        what="If only one gradient is 0, the result must be 1; yours is not.",
    )


@task("gradient_check", hint="Add the step to a copy: x + h - h is not always x.")
def test_same_call_gives_the_same_answer(compare, rng):
    """x and the gradient do not change, not even in the last bit."""
    f, x, gradient = cubic(rng, (3, 4))
    wrong = gradient + rng.normal(size=(3, 4))
    for case in (x, wrong), (np.asfortranarray(x), wrong), (x, wrong):
        compare.gradient_check(f, *case, 0.2)


@task("gradient_check", weak=True, hint="A shape that broadcasts is still another shape.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised when the gradient has another shape than x, or h is not positive."""
    f, x, gradient = cubic(rng, (2, 3))
    for bad in (gradient[0], gradient[:1], gradient[:, :1], gradient.ravel(), gradient.T, np.array(1.0)):
        compare.raises("ValueError", "gradient_check", f, x, bad)
    for h in 0.0, -1e-5:
        compare.raises("ValueError", "gradient_check", f, x, gradient, h)
