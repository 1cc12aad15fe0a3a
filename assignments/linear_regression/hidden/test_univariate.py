from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


def _points(rng, n, start=-2.0):
    """Spread x, so that the slope is well determined, and y scattered around a line."""
    x = start + 0.75 * np.arange(n) + rng.uniform(0.0, 0.5, size=n)
    return x, rng.uniform(-3.0, 3.0) * x + rng.normal(4.0, 1.0, size=n)


@task(
    "univariate",
    points=3,
    hint="The slope is the covariance of x and y, divided by the variance of x. Use the same divisor for both.",
)
def test_points_around_a_line(compare, rng):
    """Slope and intercept are right for points near a line."""
    compare.fit_univariate(*_points(rng, 8))


@task("univariate", points=2, hint="The line passes through the point (mean of x, mean of y).")
def test_points_far_from_a_line(compare, rng):
    """Slope and intercept are right for points far from a line, in random order."""
    x = rng.permutation(11) + rng.uniform(0.0, 0.5, size=11)
    compare.fit_univariate(x, rng.normal(-6.0, 5.0, size=11))


@task("univariate", points=1, hint="The line passes through the point (mean of x, mean of y).")
def test_two_points(compare, rng):
    """The line through two points is exact."""
    x = np.array([rng.uniform(-3.0, -1.0), rng.uniform(1.0, 3.0)])
    compare.fit_univariate(x, rng.normal(size=2))


@task("univariate", points=2, hint="Subtract the means before you multiply.")
def test_large_mean(compare, rng):
    """A large constant added to x does not make the result less exact."""
    x, y = _points(rng, 9)
    compare.fit_univariate(3.0 * x + 1e8, y, rtol=1e-5)


@task(
    "univariate",
    points=2,
    hint="Subtract the means before you multiply. The difference of two huge sums loses its digits.",
)
def test_large_negative_mean_and_more_points(compare, rng):
    """A large constant subtracted from x does not make the result less exact."""
    x, y = _points(rng, 40)
    compare.fit_univariate(x - 2e8, y, rtol=1e-5)


@task("univariate", points=1, hint="Subtract the means before you multiply.")
def test_seconds_since_1970(compare, rng):
    """x is in seconds since 1970. The result is exact all the same."""
    x = 1.7e9 + 60.0 * np.arange(13) + rng.uniform(0.0, 30.0, size=13)
    y = 0.05 * (x - 1.7e9) + rng.normal(2.0, 2.0, size=13)
    compare.fit_univariate(x, y, rtol=1e-5)


@task("univariate", points=2, hint="The slope scales with 1 / (unit of x). The intercept belongs to x = 0.")
def test_units_and_origin(student, rng):
    """In other units of x and with another origin, the line is the same."""
    x, y = _points(rng, 7)
    slope, intercept = student.fit_univariate(x, y)
    scaled_slope, scaled_intercept = student.fit_univariate(5.0 * x - 2.0, y + 10.0)
    assert_close(
        scaled_slope,
        slope / 5.0,
        rtol=1e-8,
        atol=1e-9,
        what="With 5·x − 2 in place of x, the slope must be divided by 5; yours is not.",
    )
    expected = intercept + 10.0 + 2.0 * slope / 5.0
    assert_close(
        scaled_intercept,
        expected,
        rtol=1e-8,
        atol=1e-9,
        what="With 5·x − 2 and y + 10, the line must be the same line; your intercept does not fit.",
    )
    residual = y - slope * x - intercept
    assert_close(
        residual @ np.column_stack([np.ones(7), x]),
        np.zeros(2),
        atol=1e-8,
        what="The residuals must sum to 0, also when multiplied by x; yours do not.",
    )


@task("univariate", points=2, hint="Add no small constant to the denominator.")
def test_tiny_and_huge_units(student, reference, rng):
    """In tiny and in huge units of x and y, the line is the same."""
    for unit_x, unit_y in (1e-9, 1.0), (1e-40, 1e-50), (1e40, 1.0), (1.0, 1e-30), (1e-20, 1e30):
        x, y = _points(rng, 9)
        slope, intercept = student.fit_univariate(unit_x * x, unit_y * y)
        expected = reference.fit_univariate(x, y)
        assert_close(
            slope / unit_y * unit_x,
            expected[0],
            rtol=1e-7,
            atol=1e-9,
            what="In other units, the slope must only be rescaled; yours changes.",
        )
        assert_close(
            intercept / unit_y,
            expected[1],
            rtol=1e-7,
            atol=1e-9,
            what="In other units, the intercept must only be rescaled; yours changes.",
        )


@task("univariate", points=1, hint="Convert integers to float64 before you subtract or multiply.")
def test_whole_numbers(student, reference, compare, rng):
    """Integers of any width are computed with as float64."""
    compare.fit_univariate(np.array([4, -1, 7, 2, 0, 9]), rng.integers(-20, 20, size=6))
    for dtype in NARROW:
        given = narrow(rng, dtype, 12), narrow(rng, dtype, 12)
        assert_close(student.fit_univariate(*given), reference.fit_univariate(*given))


@task("univariate", points=1, hint="Use the values as they are; the results are numbers.")
def test_float32(student, reference, rng):
    """float32 inputs are accepted."""
    x, y = (values.astype(np.float32) for values in _points(rng, 10))
    assert_close(student.fit_univariate(x, y), reference.fit_univariate(x, y), rtol=5e-4, atol=5e-4)


@task("univariate", points=1, hint="Use the values by their index.")
def test_strided_input(compare, rng):
    """x and y may be columns of a table."""
    table = rng.normal(size=(12, 4))
    table[:, 1] += np.arange(12)
    compare.fit_univariate(table[::2, 1], table[::2, 3])


@task("univariate", points=1, weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_input_is_refused(compare):
    """ValueError is raised for different shapes, for tables, and for an x with equal values only."""
    compare.raises("ValueError", "fit_univariate", np.arange(4.0), np.arange(1.0))
    compare.raises("ValueError", "fit_univariate", np.arange(4.0), np.ones((4, 4)))
    compare.raises("ValueError", "fit_univariate", np.arange(1.0), np.arange(1.0))
    compare.raises("ValueError", "fit_univariate", np.arange(4.0), np.arange(5.0))
    compare.raises("ValueError", "fit_univariate", np.eye(3), np.eye(3))
    compare.raises("ValueError", "fit_univariate", np.arange(4.0), np.arange(4.0)[:, np.newaxis])
    compare.raises("ValueError", "fit_univariate", np.full(4, 3.0), np.arange(4.0))
