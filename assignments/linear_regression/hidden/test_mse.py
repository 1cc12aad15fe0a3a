from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


@task("mse", points=2, hint="Mean, not sum, and no factor 1/2.")
def test_few_values(compare, rng):
    """The loss of a few values is the mean of the squared errors."""
    compare.mse_loss(rng.normal(2.0, 1.0, size=5), rng.normal(size=5))


@task("mse", points=2, hint="Mean, not sum, and no factor 1/2.")
def test_more_values(compare, rng):
    """The loss of more values is the mean of the squared errors."""
    compare.mse_loss(rng.normal(-1.0, 3.0, size=12), rng.normal(size=12))


@task("mse", points=2, hint="Take the mean over all values.")
def test_strided_values(compare, rng):
    """The values may be columns of a table."""
    table = rng.normal(0.0, 2.0, size=(33, 3))
    table[:, 2] += 1.0
    compare.mse_loss(table[:, 0], table[:, 2])


@task("mse", points=1, hint="With n = 1 the mean is the only term.")
def test_one_value(compare, rng):
    """A single sample is enough."""
    compare.mse_loss(rng.uniform(3.0, 4.0, size=1), rng.uniform(0.0, 1.0, size=1))


@task("mse", points=1, hint="Convert to float before you subtract.")
def test_small_unsigned_numbers(student, reference):
    """Unsigned integers are computed with as float64. They do not overflow below zero."""
    y, y_hat = np.array([0, 3, 200, 7], dtype=np.uint8), np.array([9, 1, 255, 8], dtype=np.uint8)
    assert_close(student.mse_loss(y, y_hat), reference.mse_loss(y, y_hat))


@task("mse", points=1, hint="Convert to float before you subtract.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits are computed with as float64."""
    for dtype in NARROW:
        given = narrow(rng, dtype, 300), narrow(rng, dtype, 300)[::-1]
        assert_close(student.mse_loss(*given), reference.mse_loss(*given))


@task("mse", points=1, hint="Add no small constant, and clip nothing.")
def test_tiny_and_huge_errors(student, reference, rng):
    """Tiny and huge errors are squared as they are."""
    for size in 1e-9, 1e-40, 1e3, 1e40:
        y, y_hat = size * rng.uniform(0.0, 1.0, size=7), size * rng.uniform(2.0, 3.0, size=7)
        assert_close(student.mse_loss(y, y_hat), reference.mse_loss(y, y_hat), atol=0.0)


@task("mse", points=1, hint="Convert to float before you square.")
def test_large_whole_numbers(student, reference, rng):
    """Large integers are computed with as float64. Their squares do not overflow."""
    y = rng.integers(-90_000, -60_000, size=6, dtype=np.int32)
    y_hat = rng.integers(60_000, 90_000, size=6, dtype=np.int32)
    assert_close(student.mse_loss(y, y_hat), reference.mse_loss(y, y_hat))


@task("mse", points=1, hint="Use the values as they are; the result is a number.")
def test_float32(student, reference, rng):
    """float32 inputs are accepted."""
    y, y_hat = rng.normal(size=(2, 9)).astype(np.float32)
    found = student.mse_loss(y, y_hat + np.float32(1.0))
    assert_close(found, reference.mse_loss(y, y_hat + np.float32(1.0)), rtol=1e-4, atol=1e-5)


@task(
    "mse", points=1, weak=True, hint="Check the shapes: (n,) minus (n, 1) gives an (n, n) array and no error."
)
def test_bad_input_is_refused(compare):
    """ValueError is raised for different shapes, for columns, and for empty arrays."""
    compare.raises("ValueError", "mse_loss", np.arange(4.0), np.arange(4.0)[:, np.newaxis])
    compare.raises("ValueError", "mse_loss", np.arange(4.0), np.arange(1.0))
    compare.raises("ValueError", "mse_loss", np.ones((4, 1)), np.zeros((4, 1)))
    compare.raises("ValueError", "mse_loss", np.zeros(0), np.zeros(0))
    compare.raises("ValueError", "mse_loss", np.arange(4.0), np.ones((4, 4)))
    compare.raises("ValueError", "mse_loss", np.arange(1.0), np.arange(4.0))
