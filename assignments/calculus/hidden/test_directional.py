"""The derivative along a direction."""

from __future__ import annotations

import numpy as np
from support import NARROW, many, near_the_ends

from grader.testing import assert_close, callback, task


@task("directional", points=2, hint="Step by h v in each direction. Divide by 2h.")
def test_derivative_along_a_direction(compare, rng):
    """The result is the central difference along v."""
    for n in 3, 5, 2:
        compare.directional_derivative(many(rng, n), rng.normal(size=n), rng.normal(size=n), 0.3)


@task("directional", points=2, hint="Do not divide by the length of v.")
def test_length_of_the_direction_counts(compare, rng):
    """The direction is used as it is, short or long."""
    for n, length in (4, 3.0), (2, 0.1), (6, 2.0):
        compare.directional_derivative(many(rng, n), rng.normal(size=n), length * rng.normal(size=n), 0.2)


@task("directional", hint="v has the shape of x, and every entry takes part.")
def test_tables(compare, rng):
    """x and v may be tables."""
    for shape in (2, 3), (4, 1), (3, 3), (2, 1, 2):
        compare.directional_derivative(many(rng, shape), rng.normal(size=shape), rng.normal(size=shape), 0.1)


@task("directional", points=2, hint="Step by h v in each direction. Use h as it is given.")
def test_step_is_used_as_it_is_given(compare, rng):
    """A large step gives another result than a small one."""
    for n, h in (4, 1.0), (3, 1e-3), (7, 0.5):
        compare.directional_derivative(many(rng, n), rng.normal(size=n), rng.normal(size=n), h)


@task("directional", hint="Two calls of f are enough. You do not need the gradient.")
def test_two_calls_are_enough(compare, rng):
    """f is called twice, however many entries x has."""
    for n in 5, 8, 60:
        compare.directional_derivative(many(rng, n, max_calls=2), rng.normal(size=n), rng.normal(size=n), 0.1)


@task("directional", hint="For a quadratic function the result is the gradient times v.")
def test_gradient_times_direction(student, rng):
    """For a quadratic function the result is the inner product of gradient and direction."""
    for n, h in (3, 0.5), (4, 2.0):
        A, x, v = rng.normal(size=(n, n)), rng.normal(size=n), rng.normal(size=n)
        f = callback(lambda t, A=A: float(t @ A @ t), like=(np.zeros(n),))
        result = student.directional_derivative(f, x, v, h)
        assert_close(
            result, float((A + A.T) @ x @ v), what="The result must be gradient times v; yours is not."
        )


@task("directional", points=2, hint="Convert x and v to float64 before you multiply or add.")
def test_integers_and_single_precision(compare, rng):
    """Integers and float32 numbers become float64, in x and in v."""
    for n in 3, 4, 6:
        x, v = rng.integers(-3, 4, size=n), rng.integers(1, 4, size=n)
        compare.directional_derivative(many(rng, n), x, v, 0.125)
        compare.directional_derivative(many(rng, n), x.astype(np.float32) / 7, v.astype(np.float32) / 3, 1e-4)
    for dtype in NARROW:
        x, v = near_the_ends(rng, dtype, (2, 2)), near_the_ends(rng, dtype, (2, 2))
        f = callback(lambda t: float(np.sum(t**2) / 7 + t[0, 1]), like=(np.zeros((2, 2)),))
        compare.directional_derivative(f, x, v, 0.5)
        compare.directional_derivative(f, x, v, 3)


@task("directional", hint="Add no small constant to a divisor.")
def test_tiny_and_huge_directions(compare, rng):
    """The direction may be tiny or huge, and the step as well."""
    for unit in 1e-25, 1e25:
        for n in 2, 3:
            f = callback(lambda t, u=unit: float(np.sum((t / u) ** 2) + 2 * t[0] / u), like=(np.zeros(n),))
            x, v = unit * rng.normal(size=n), rng.normal(size=n)
            compare.directional_derivative(f, x, unit * v, 0.1)
            compare.directional_derivative(f, x, v, 0.1 * unit, atol=1e-9 / unit)


@task("directional", hint="Keep nothing between calls, and do not write into x or v.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer. A direction of zeros has the derivative 0."""
    f, g = many(rng, (4, 2)), many(rng, 3)
    table, turned = rng.normal(size=(2, 4)).T, rng.normal(size=(2, 4)).T
    x, v = rng.normal(size=3), rng.normal(size=3)
    for some, place, direction in (f, table, turned), (g, x, v), (g, x, 0 * v), (f, table, turned):
        compare.directional_derivative(some, place, direction, 0.3)


@task("directional", weak=True, hint="Check h and the two shapes first.")
def test_what_is_refused(compare, rng):
    """ValueError is raised when h is not larger than 0, or v has another shape than x."""
    f = many(rng, 2)
    for h in 0.0, -0.1, float("nan"), 0:
        compare.raises("ValueError", "directional_derivative", f, np.ones(2), np.ones(2), h)
    for v in np.ones(3), np.ones(1), np.ones((2, 1)), np.ones((1, 2)), 1.0:
        compare.raises("ValueError", "directional_derivative", f, np.ones(2), v, 0.1)
