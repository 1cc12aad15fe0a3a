"""The mean squared error."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, numbers, unpaired

from grader.testing import assert_close, task


@task("mse", points=3, hint="The mean of the squared errors, without a factor ½.")
def test_a_few_predictions(compare, rng):
    """The result is the mean of the squared errors."""
    compare.mse(*numbers(rng, 5))


@task("mse", points=2, hint="Divide by the number of samples.")
def test_two_and_three_samples(compare, rng):
    """The divisor is right for two and for three samples."""
    compare.mse(*numbers(rng, 2))
    compare.mse(*numbers(rng, 3))


@task("mse", points=2, hint="The mean of the squared errors, without a factor ½.")
def test_many_predictions(compare, rng):
    """The result is right for many samples."""
    compare.mse(*numbers(rng, 40))


@task("mse", hint="Square first, then take the mean. Errors of both signs do not cancel.")
def test_errors_that_cancel_out(compare, rng):
    """Errors of both signs do not cancel."""
    for n in 4, 6:
        y, _ = numbers(rng, n)
        compare.mse(y, y + rng.uniform(0.5, 4.0) * np.resize([1.0, -1.0], n))


@task("mse", hint="Subtract before you square.")
def test_small_errors_of_large_numbers(compare, rng):
    """Small errors of large numbers keep their digits."""
    y = 1e8 + rng.integers(-9, 10, size=7) / 4
    compare.mse(y, y + rng.integers(1, 6, size=7) / 8)


@task("mse", hint="Square the difference as it is.")
def test_one_sample_and_extreme_numbers(compare):
    """One sample is enough. Numbers may be tiny or huge, and all errors may be 0."""
    compare.mse(np.array([2.0]), np.array([5.0]))
    compare.mse(np.array([1e25, 4.0]), np.array([-1e25, 4.0]))
    compare.mse(np.array([1e-25, 2e-25]), np.array([-3e-25, 5e-25]))
    compare.mse(np.array([1.5, 2.5]), np.array([1.5, 2.5]))


@task("mse", hint="Convert integers to float64 before you subtract or compare.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits become float64."""
    for dtype in NARROW:
        given = narrow(rng, dtype, 9), narrow(rng, dtype, 9)[::-1].copy()
        assert_close(student.mse(*given), reference.mse(*given))


@task("mse", hint="Integers become float64. Keep nothing between calls, and do not write into the arguments.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32, integer and strided arrays are accepted. The same call gives the same answer."""
    y, y_hat = numbers(rng, 6)
    compare.mse(y.astype(np.float32), y_hat.astype(np.float32), rtol=1e-5, atol=1e-6)
    for case in (y, y_hat), numbers(rng, 4), (y, y_hat):
        compare.mse(*case)
    compare.mse(rng.integers(-3, 4, size=8), rng.integers(-3, 4, size=8))
    compare.mse(*(a[::-2] for a in numbers(rng, 9)))


@task("mse", weak=True, hint="Shapes (n,) and (n, 1) broadcast to (n, n) without an error.")
def test_arrays_that_do_not_pair_up_are_refused(compare):
    """ValueError is raised if y and y_hat differ in shape, do not have one axis, or are empty."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "mse", y, y_hat)
