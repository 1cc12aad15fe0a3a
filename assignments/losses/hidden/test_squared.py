"""The squared loss of each prediction."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, numbers, unpaired

from grader.testing import assert_close, task


@task("squared", points=3, hint="The square of the difference, without a factor.")
def test_a_few_predictions(compare, rng):
    """The loss of each prediction is the square of its error."""
    for n in 5, 8:
        compare.squared(*numbers(rng, n))


@task("squared", points=2, hint="Return one loss for each sample, not their mean.")
def test_large_and_small_errors(compare, rng):
    """There is one loss for each sample, for large errors and for small ones."""
    for n in 4, 7:
        y, _ = numbers(rng, n)
        compare.squared(y, y + rng.normal(3.0, 2.0, size=n) * 10.0 ** np.arange(-2, n - 2))


@task("squared", hint="Subtract before you square: y² - 2 y y_hat + y_hat² loses digits.")
def test_small_errors_of_large_numbers(compare, rng):
    """Small errors of large numbers keep their digits."""
    for n in 6, 3:
        y = 1e8 + rng.integers(-9, 10, size=n) / 4
        compare.squared(y, y + rng.integers(-5, 6, size=n) / 8)


@task("squared", hint="Square the difference as it is.")
def test_one_sample_and_extreme_numbers(compare):
    """One sample is enough. Numbers may be tiny, huge and equal."""
    compare.squared(np.array([2.0]), np.array([5.0]))
    compare.squared(np.array([1e25, 1e-25, 4.0, -1e25]), np.array([-1e25, -2e-25, 4.0, 0.0]))


@task("squared", hint="Convert integers to float64 before you subtract or compare.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits become float64."""
    for dtype in NARROW:
        given = narrow(rng, dtype, 9), narrow(rng, dtype, 9)[::-1].copy()
        result = student.squared(*given)
        assert_close(result, reference.squared(*given))
        assert result.dtype == np.float64, "Integers must give float64."


@task(
    "squared",
    hint="Integers become float64. Keep nothing between calls, and do not write into the arguments.",
)
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32, integer and strided arrays are accepted. The same call gives the same answer."""
    y, y_hat = numbers(rng, 6)
    compare.squared(y.astype(np.float32), y_hat.astype(np.float32), rtol=1e-5, atol=1e-6)
    for case in (y, y_hat), numbers(rng, 4), (y, y_hat):
        compare.squared(*case)
    compare.squared(rng.integers(-3, 4, size=8), rng.integers(-3, 4, size=8))
    compare.squared(*(a[::-2] for a in numbers(rng, 9)))


@task("squared", weak=True, hint="Shapes (n,) and (n, 1) broadcast to (n, n) without an error.")
def test_arrays_that_do_not_pair_up_are_refused(compare):
    """ValueError is raised if y and y_hat differ in shape, do not have one axis, or are empty."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "squared", y, y_hat)
