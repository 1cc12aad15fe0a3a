"""The absolute loss of each prediction."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, numbers, unpaired

from grader.testing import assert_close, task


@task("absolute", points=3, hint="The distance between truth and prediction is never negative.")
def test_a_few_predictions(compare, rng):
    """The loss of each prediction is the size of its error."""
    for n in 5, 8:
        compare.absolute(*numbers(rng, n))


@task("absolute", points=2, hint="Return one loss for each sample, not their mean.")
def test_large_and_small_errors(compare, rng):
    """There is one loss for each sample, for large errors and for small ones."""
    for n in 4, 7:
        y, _ = numbers(rng, n)
        sizes = rng.uniform(1.0, 3.0, size=n) * 10.0 ** np.arange(-2, n - 2)
        compare.absolute(y, y + sizes * np.resize([1, -1], n))


@task("absolute", hint="Take the absolute value of the difference.")
def test_predictions_that_are_all_too_large_or_too_small(compare, rng):
    """All predictions may be too large, and all may be too small."""
    for n in 6, 3:
        y, _ = numbers(rng, n)
        compare.absolute(y, y + rng.uniform(0.5, 2.0, size=n))
        compare.absolute(y, y - rng.uniform(0.5, 2.0, size=n))


@task("absolute", hint="Take the absolute value of the difference.")
def test_one_sample_and_extreme_numbers(compare):
    """One sample is enough. Numbers may be tiny, huge and equal."""
    compare.absolute(np.array([2.0]), np.array([5.0]))
    compare.absolute(np.array([1e25, 1e-25, 4.0, -1e25]), np.array([-1e25, -2e-25, 4.0, 0.0]))


@task("absolute", hint="Convert integers to float64 before you subtract or compare.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits become float64, and so do the largest ones of 64 bits."""
    for dtype in NARROW:
        given = narrow(rng, dtype, 9), narrow(rng, dtype, 9)[::-1].copy()
        result = student.absolute(*given)
        assert_close(result, reference.absolute(*given))
        assert result.dtype == np.float64, "Integers must give float64."
    for dtype in np.int64, np.uint64:
        ends = np.array([np.iinfo(dtype).min, np.iinfo(dtype).max, 7], dtype=dtype)
        assert_close(student.absolute(ends, ends[[1, 0, 1]]), reference.absolute(ends, ends[[1, 0, 1]]))


@task(
    "absolute",
    hint="Integers become float64. Keep nothing between calls, and do not write into the arguments.",
)
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32, integer and strided arrays are accepted. The same call gives the same answer."""
    y, y_hat = numbers(rng, 6)
    compare.absolute(y.astype(np.float32), y_hat.astype(np.float32), rtol=1e-5, atol=1e-6)
    for case in (y, y_hat), numbers(rng, 4), (y, y_hat):
        compare.absolute(*case)
    compare.absolute(rng.integers(-3, 4, size=8), rng.integers(-3, 4, size=8))
    compare.absolute(*(a[::-2] for a in numbers(rng, 9)))


@task("absolute", weak=True, hint="Shapes (n,) and (n, 1) broadcast to (n, n) without an error.")
def test_arrays_that_do_not_pair_up_are_refused(compare):
    """ValueError is raised if y and y_hat differ in shape, do not have one axis, or are empty."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "absolute", y, y_hat)
