"""The gradient, one entry at a time."""

from __future__ import annotations

import numpy as np
from support import NARROW, many, near_the_ends

from grader.testing import assert_close, callback, task


@task("gradient", points=3, hint="Change one entry at a time, by h in each direction. Divide by 2h.")
def test_gradient_of_a_smooth_function(compare, rng):
    """Each entry is a central difference in one variable."""
    for n, h in (3, 0.5), (5, 0.2), (2, 1.0):
        compare.numerical_gradient(many(rng, n), rng.normal(size=n), h)


@task("gradient", points=3, hint="Go through all entries. In a table these are rows times columns.")
def test_tables(compare, rng):
    """x may have two or three axes. The gradient has the shape of x."""
    for shape, h in ((2, 3), 0.1), ((4, 1), 0.3), ((1, 5), 0.2), ((2, 3, 2), 0.05):
        compare.numerical_gradient(many(rng, shape), rng.normal(size=shape), h)


@task("gradient", points=2, hint="Put each entry back before you change the next one.")
def test_each_entry_is_put_back(compare, rng):
    """Only one entry differs from x in each call of f, also in long arrays."""
    for n, h in (12, 0.7), (45, 0.4):
        compare.numerical_gradient(many(rng, n), rng.normal(size=n), h)
    compare.numerical_gradient(many(rng, (3, 3)), rng.normal(size=(3, 3)), 2.0)


@task("gradient", hint="Go through all entries. In a square table rows are no columns.")
def test_square_tables_and_single_entries(compare, rng):
    """Square tables and arrays with one entry are right."""
    for shape in (2, 2), (4, 4), (1,), (1, 1):
        compare.numerical_gradient(many(rng, shape), rng.normal(size=shape), 0.3)


@task("gradient", hint="Use h as it is given, for every entry.")
def test_step_is_used_as_it_is_given(compare, rng):
    """The step is the same for large and small entries."""
    for n, h in (4, 2.0), (3, 1e-3), (6, 0.7):
        x = rng.choice([-1.0, 1.0], size=n) * 10.0 ** np.linspace(-2.0, 1.0, n)
        compare.numerical_gradient(many(rng, n), x, h)


@task("gradient", hint="Keep the old entry and put it back. x + h - h is not x if h is large.")
def test_huge_steps_leave_the_other_entries(compare, rng):
    """A step that is huge beside the entries leaves each entry as it was."""
    for n, h in (3, 1e18), (5, 1e17):
        A = np.triu(rng.uniform(0.5, 1.5, size=(n, n)), 1)
        f = callback(lambda t, A=A: float(t @ A @ t), like=(np.zeros(n),))
        compare.numerical_gradient(f, rng.normal(size=n), h)


@task("gradient", hint="A central difference is exact for a quadratic function.")
def test_quadratic_functions_have_an_exact_gradient(student, rng):
    """For a quadratic function the result is the gradient itself, whatever the step."""
    for n, h in (3, 0.5), (4, 2.0):
        A, x = rng.normal(size=(n, n)), rng.normal(size=n)
        f = callback(lambda t, A=A: float(t @ A @ t), like=(np.zeros(n),))
        assert_close(
            student.numerical_gradient(f, x, h),
            (A + A.T) @ x,
            what="The gradient of xᵀ A x must be (A + Aᵀ) x; yours is not.",
        )


@task("gradient", hint="np.ndindex goes through the entries of any array, also of one without axes.")
def test_an_array_without_axes(student, rng):
    """x may have no axis at all. The gradient has none either."""
    for h in 0.5, 0.1:
        x, slope = rng.normal(), float(rng.uniform(1.0, 2.0))
        f = callback(lambda t, a=slope: float(a * t**2 + t), like=(0.0,))
        result = student.numerical_gradient(f, np.array(x), h)
        assert_close(
            result,
            np.array(2 * slope * x + 1),
            what="The gradient of a x² + x must be 2 a x + 1; yours is not.",
        )


@task("gradient", points=2, hint="Convert x to float64 before you add the step.")
def test_whole_numbers(compare, rng):
    """In an array of integers, the step is not cut off. The result is float64."""
    for x in rng.integers(-3, 4, size=4), np.arange(6).reshape(2, 3), rng.integers(1, 9, size=3):
        result = compare.numerical_gradient(many(rng, x.shape), x, 0.125)
        assert result.dtype == np.float64, "The gradient must be float64; yours is not."


@task("gradient", points=2, hint="Convert x to float64 before you add the step.")
def test_narrow_types_and_single_precision(compare, rng):
    """Integers of 8 and 16 bits and float32 numbers become float64 before the step."""
    for n, h in (5, 1e-4), (3, 0.1):
        compare.numerical_gradient(many(rng, n), rng.normal(size=n).astype(np.float32), h)
    for dtype in NARROW:
        x = near_the_ends(rng, dtype, (2, 2))
        f = callback(lambda t: float(np.sum(t**2) / 7 + t[0, 1]), like=(np.zeros((2, 2)),))
        compare.numerical_gradient(f, x, 0.5)
        compare.numerical_gradient(f, x, 3)


@task("gradient", hint="Add no small constant to a divisor.")
def test_tiny_and_huge_places(compare, rng):
    """The step may be tiny or huge, as long as x is of its size."""
    for unit in 1e-25, 1e25:
        for n in 2, 3:
            f = callback(lambda t, u=unit: float(np.sum((t / u) ** 2) + 2 * t[0] / u), like=(np.zeros(n),))
            compare.numerical_gradient(f, unit * rng.normal(size=n), 0.1 * unit, atol=1e-9 / unit)


@task("gradient", hint="Keep nothing between calls. Change a copy of x, and not x itself.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and x stays as it is. A transposed table is accepted."""
    first, other = rng.normal(size=(2, 4)).T, rng.normal(size=3)
    f, g = many(rng, (4, 2)), many(rng, 3)
    for some, x in (f, first), (g, other), (f, first):
        compare.numerical_gradient(some, x, 0.3)


@task("gradient", weak=True, hint="Check h first.")
def test_step_that_is_not_positive_is_refused(compare, rng):
    """ValueError is raised when h is not larger than 0."""
    f = many(rng, 2)
    for h in 0.0, -0.1, float("nan"), 0:
        compare.raises("ValueError", "numerical_gradient", f, np.ones(2), h)
