"""The central difference."""

from __future__ import annotations

import numpy as np
from support import NARROW, near_the_ends, smooth

from grader.testing import assert_close, callback, task


@task("central", points=2, hint="Take one step in each direction. Divide by 2h.")
def test_slopes_of_a_smooth_function(compare, rng):
    """The result is the difference quotient, for steps that are not small."""
    for n, h in (3, 0.5), (5, 0.2), (2, 1.0):
        x = rng.normal(size=n)
        compare.central_difference(smooth(rng, x), x, h)


@task("central", points=2, hint="Take one step in each direction. Divide by 2h.")
def test_tables_and_smaller_steps(compare, rng):
    """x may be a table, and each entry has its own slope."""
    for shape, h in ((2, 3), 0.1), ((4, 1), 0.3), ((3, 3), 0.01), ((2, 1, 2), 0.05):
        x = rng.normal(size=shape)
        compare.central_difference(smooth(rng, x), x, h)


@task("central", hint="Use h as it is given.")
def test_step_is_used_as_it_is_given(compare, rng):
    """A large step gives another result than a small one."""
    for n, h in (4, 2.0), (3, 1e-3), (6, 0.7), (1, 1e-4):
        x = rng.normal(size=n)
        compare.central_difference(smooth(rng, x), x, h)
    for n, unit in (3, 1e-9), (4, 1e-25):  # much smaller than the step
        x = unit * rng.normal(size=n)
        compare.central_difference(smooth(rng, x), x, 3.0)


@task("central", hint="x may be a Python number. The result is a number then.")
def test_single_numbers(compare, rng):
    """For a number x, the result is a number."""
    for h in 0.5, 0.1, 0.01:
        x = float(rng.normal())
        compare.central_difference(smooth(rng, x), x, h)
    compare.central_difference(smooth(rng, 0.0), 2, 0.25)
    compare.central_difference(smooth(rng, 0.0), -1, 1)


@task("central", hint="The slope of a straight line does not depend on the step.")
def test_straight_lines(student, rng):
    """A straight line has one slope, whatever the step."""
    for n, h in (3, 0.5), (4, 4.0):
        x, slope = rng.normal(size=n), float(rng.uniform(1.0, 2.0))
        line = callback(lambda t, a=slope: a * t + 1.0, like=(np.zeros(n),))
        assert_close(
            student.central_difference(line, x, h),
            np.full(n, slope),
            what="A straight line must keep its slope; yours changes.",
        )


@task("central", points=1, hint="For x³ the error is h².")
def test_error_has_the_right_order(student, rng):
    """For a cube the error is h², the same everywhere."""
    cube = callback(lambda t: t**3, like=(np.zeros(3),))
    x = rng.uniform(0.5, 2.0, size=3)
    for h in 0.1, 0.2:
        assert_close(
            student.central_difference(cube, x, h) - 3 * x**2,
            np.full(3, h**2),
            what="The error for a cube must be h²; yours is not.",
        )


@task("central", points=2, hint="Convert x to float64 before you add the step.")
def test_integers_and_single_precision(compare, rng):
    """Integers and float32 numbers become float64 before the step. The result is float64."""
    for x in rng.integers(-3, 4, size=4), rng.normal(size=3).astype(np.float32), np.arange(6).reshape(2, 3):
        result = compare.central_difference(smooth(rng, x), x, 0.125)
        assert result.dtype == np.float64, "The result must be float64; yours is not."
    compare.central_difference(smooth(rng, np.zeros(3)), rng.normal(size=3).astype(np.float32), 1e-4)
    for dtype in NARROW:
        x = near_the_ends(rng, dtype, (2, 2))
        square = callback(lambda t: t**2 / 7 + t, like=(np.zeros((2, 2)),))
        compare.central_difference(square, x, 0.5)
        compare.central_difference(square, x, 3)


@task("central", hint="Add no small constant to a divisor.")
def test_tiny_and_huge_places(compare, rng):
    """The step may be tiny or huge, as long as x is of its size. So may the values of f."""
    for unit in 1e-25, 1e25:
        for n in 2, 3:
            square = callback(lambda t, u=unit: (t / u) ** 2 + 2 * (t / u), like=(np.zeros(n),))
            compare.central_difference(square, unit * rng.normal(size=n), 0.1 * unit, atol=1e-9 / unit)
    x = rng.normal(size=4)
    for unit in 1e-25, 1e25:
        compare.central_difference(smooth(rng, x, unit), x, 0.1, atol=1e-9 * unit)


@task("central", hint="Keep nothing between calls, and do not write into x.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer. A transposed table is accepted."""
    first, other = rng.normal(size=(2, 4)).T, rng.normal(size=3)
    f, g = smooth(rng, first), smooth(rng, other)
    for some, x in (f, first), (g, other), (f, first):
        compare.central_difference(some, x, 0.3)


@task("central", weak=True, hint="Check h first.")
def test_step_that_is_not_positive_is_refused(compare, rng):
    """ValueError is raised when h is not larger than 0."""
    f = smooth(rng, np.zeros(2))
    for h in 0.0, -0.1, float("nan"), 0:
        compare.raises("ValueError", "central_difference", f, np.ones(2), h)
