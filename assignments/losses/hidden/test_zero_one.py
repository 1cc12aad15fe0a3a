"""The 0-1 loss of each prediction."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, numbers, unpaired

from grader.testing import assert_close, task


@task("zero_one", points=3, hint="1 where the prediction is wrong, 0 where it is right.")
def test_labels(compare, rng):
    """A wrong label costs 1, a right one 0, however far the labels are apart."""
    for n, k in (7, 4), (12, 3):
        y = rng.integers(0, k, size=n)
        compare.zero_one(y, np.where(rng.random(n) < 0.6, (y + 2) % k, y))


@task("zero_one", points=2, hint="Return one loss for each sample, not their mean.")
def test_right_and_wrong_ones(compare, rng):
    """There is one loss for each sample. All may be right, and all may be wrong."""
    for n in 5, 8:
        y = rng.integers(0, 9, size=n)
        compare.zero_one(y, y + 3)
        compare.zero_one(y, y.copy())
        compare.zero_one(y, y + 2 * (np.arange(n) % 3 == 0))


@task("zero_one", hint="Compare for equality. Do not round, and set no threshold.")
def test_negative_labels_and_fractions(compare, rng):
    """Labels may be negative, and numbers that differ slightly are different."""
    y = rng.choice([-1, 1], size=9)
    compare.zero_one(y, y * rng.choice([-1, 1], size=9))
    x = rng.normal(size=6)
    compare.zero_one(x, x + np.array([0.0, 1e-9, 0.0, -0.2, 0.3, 0.0]))
    compare.zero_one(np.array([1e25, 1e-25, 0.0]), np.array([1e25, 2e-25, -0.0]))


@task("zero_one", hint="One sample gives an array of shape (1,).")
def test_one_sample(compare):
    """One sample is enough."""
    compare.zero_one(np.array([2]), np.array([5]))
    compare.zero_one(np.array([2]), np.array([2]))


@task("zero_one", hint="Convert integers to float64 before you subtract or compare.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits become float64."""
    for dtype in NARROW:
        y = narrow(rng, dtype, 9)
        given = y, np.where(np.arange(9) % 3 == 1, y, y[::-1])
        result = student.zero_one(*given)
        assert_close(result, reference.zero_one(*given))
        assert result.dtype == np.float64, "Integers must give float64."


@task(
    "zero_one",
    hint="Integers become float64. Keep nothing between calls, and do not write into the arguments.",
)
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32, integer and strided arrays are accepted. The same call gives the same answer."""
    y, y_hat = numbers(rng, 6)
    compare.zero_one(y.astype(np.float32), y_hat.astype(np.float32), rtol=1e-5, atol=1e-6)
    for case in (y, y_hat), numbers(rng, 4), (y, y_hat):
        compare.zero_one(*case)
    compare.zero_one(rng.integers(-3, 4, size=8), rng.integers(-3, 4, size=8))
    compare.zero_one(*(a[::-2] for a in numbers(rng, 9)))


@task("zero_one", weak=True, hint="Shapes (n,) and (n, 1) broadcast to (n, n) without an error.")
def test_arrays_that_do_not_pair_up_are_refused(compare):
    """ValueError is raised if y and y_hat differ in shape, do not have one axis, or are empty."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "zero_one", y, y_hat)
