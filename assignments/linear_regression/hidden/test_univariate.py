from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


def _points(rng, n, start=-2.0):
    """Spread x, so that the slope is well determined, and y scattered around a line."""
    x = start + 0.75 * np.arange(n) + rng.uniform(0.0, 0.5, size=n)
    return x, rng.uniform(-3.0, 3.0) * x + rng.normal(4.0, 1.0, size=n)


@task("univariate", points=3, hint="Covariance of x and y over variance of x, both with the same divisor.")
def test_points_around_a_line(compare, rng):
    """Slope and intercept of points scattered around a line."""
    compare.fit_univariate(*_points(rng, 8))


@task("univariate", points=2, hint="Centre x and y; the line passes through the point of the means.")
def test_points_far_from_a_line(compare, rng):
    """Slope and intercept of points that no line fits well, in no order."""
    x = rng.permutation(11) + rng.uniform(0.0, 0.5, size=11)
    compare.fit_univariate(x, rng.normal(-6.0, 5.0, size=11))


@task("univariate", points=1)
def test_two_points(compare, rng):
    """Through two points the line is exact."""
    x = np.array([rng.uniform(-3.0, -1.0), rng.uniform(1.0, 3.0)])
    compare.fit_univariate(x, rng.normal(size=2))


@task("univariate", points=2, hint="Subtract the mean before you multiply, not after you have summed.")
def test_large_mean(compare, rng):
    """A large constant added to x costs no accuracy."""
    x, y = _points(rng, 9)
    compare.fit_univariate(3.0 * x + 1e8, y, rtol=1e-5)


@task("univariate", points=2, hint="Two huge sums that agree in 16 digits leave nothing when subtracted.")
def test_large_negative_mean_and_more_points(compare, rng):
    """A large constant taken from x costs no accuracy either."""
    x, y = _points(rng, 40)
    compare.fit_univariate(x - 2e8, y, rtol=1e-5)


@task("univariate", points=1)
def test_seconds_since_1970(compare, rng):
    """A measurement every minute, with x in seconds since 1970."""
    x = 1.7e9 + 60.0 * np.arange(13) + rng.uniform(0.0, 30.0, size=13)
    y = 0.05 * (x - 1.7e9) + rng.normal(2.0, 2.0, size=13)
    compare.fit_univariate(x, y, rtol=1e-5)


@task("univariate", points=2)
def test_units_and_origin(student, rng):
    """With x in other units and from another origin the line is the same line."""
    x, y = _points(rng, 7)
    slope, intercept = student.fit_univariate(x, y)
    scaled_slope, scaled_intercept = student.fit_univariate(5.0 * x - 2.0, y + 10.0)
    assert_close(scaled_slope, slope / 5.0, rtol=1e-8, atol=1e-9, what="slope after 5·x − 2")
    expected = intercept + 10.0 + 2.0 * slope / 5.0
    assert_close(scaled_intercept, expected, rtol=1e-8, atol=1e-9, what="intercept after 5·x − 2 and y + 10")
    residual = y - slope * x - intercept
    assert_close(residual @ np.column_stack([np.ones(7), x]), np.zeros(2), atol=1e-8, what="1·r and x·r")


@task("univariate", points=2, hint="Add nothing to the denominator: the sum of the squares may be tiny.")
def test_tiny_and_huge_units(student, reference, rng):
    """In any unit of x and of y, however small or large, the line is the same line."""
    for unit_x, unit_y in (1e-9, 1.0), (1e-40, 1e-50), (1e40, 1.0), (1.0, 1e-30), (1e-20, 1e30):
        x, y = _points(rng, 9)
        slope, intercept = student.fit_univariate(unit_x * x, unit_y * y)
        expected = reference.fit_univariate(x, y)
        assert_close(slope / unit_y * unit_x, expected[0], rtol=1e-7, atol=1e-9, what="slope in other units")
        assert_close(intercept / unit_y, expected[1], rtol=1e-7, atol=1e-9, what="intercept in other units")


@task("univariate", points=1, hint="Convert whole numbers to float64 before you subtract or multiply.")
def test_whole_numbers(student, reference, compare, rng):
    """Whole numbers of any width are computed with as float64."""
    compare.fit_univariate(np.array([4, -1, 7, 2, 0, 9]), rng.integers(-20, 20, size=6))
    for dtype in NARROW:
        given = narrow(rng, dtype, 12), narrow(rng, dtype, 12)
        assert_close(student.fit_univariate(*given), reference.fit_univariate(*given))


@task("univariate", points=1)
def test_float32(student, reference, rng):
    """float32 is welcome."""
    x, y = (values.astype(np.float32) for values in _points(rng, 10))
    assert_close(student.fit_univariate(x, y), reference.fit_univariate(x, y), rtol=5e-4, atol=5e-4)


@task("univariate", points=1)
def test_strided_input(compare, rng):
    """Columns of a table serve as well as arrays of their own."""
    table = rng.normal(size=(12, 4))
    table[:, 1] += np.arange(12)
    compare.fit_univariate(table[::2, 1], table[::2, 3])


@task("univariate", points=1, weak=True)
def test_bad_input_is_refused(compare):
    """Different shapes, tables for x and y, and an x without spread are refused with ValueError."""
    compare.raises("ValueError", "fit_univariate", np.arange(4.0), np.arange(1.0))
    compare.raises("ValueError", "fit_univariate", np.arange(4.0), np.ones((4, 4)))
    compare.raises("ValueError", "fit_univariate", np.arange(1.0), np.arange(1.0))
    compare.raises("ValueError", "fit_univariate", np.arange(4.0), np.arange(5.0))
    compare.raises("ValueError", "fit_univariate", np.eye(3), np.eye(3))
    compare.raises("ValueError", "fit_univariate", np.arange(4.0), np.arange(4.0)[:, np.newaxis])
    compare.raises("ValueError", "fit_univariate", np.full(4, 3.0), np.arange(4.0))
