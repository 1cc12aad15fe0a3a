from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


@task("predict", points=2)
def test_several_features(compare, rng):
    """One prediction for each row of X."""
    compare.predict(rng.normal(size=(7, 3)), rng.normal(size=3), 1.5)


@task("predict", points=2, hint="The result has one axis: shape (n,).")
def test_one_feature(compare, rng):
    """A single feature still gives a one-dimensional result."""
    compare.predict(rng.normal(size=(5, 1)), rng.normal(size=1), -2.25)


@task("predict", points=1)
def test_strided_input(compare, rng):
    """Every second row of a transposed table serves as well."""
    compare.predict(rng.normal(size=(4, 18)).T[::2], rng.normal(size=8)[::2], 0.75)


@task("predict", points=1, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table is read by rows."""
    compare.predict(rng.normal(size=(4, 4)), rng.normal(size=4), -0.5)
    compare.predict(rng.normal(size=(2, 2)), rng.normal(size=2), 3.0)


@task("predict", points=1)
def test_tiny_and_huge_values(student, reference, rng):
    """Predictions of any size are what the formula says."""
    for size in 1e-25, 1e25, 1e4:
        X, w = rng.uniform(1.0, 2.0, size=(5, 3)), size * rng.uniform(1.0, 2.0, size=3)
        assert_close(student.predict(X, w, 0.5 * size), reference.predict(X, w, 0.5 * size), atol=0.0)


@task("predict", points=1, hint="Convert whole numbers to float64 before you multiply.")
def test_whole_numbers(student, reference, compare, rng):
    """Whole numbers of any width give float64."""
    compare.predict(rng.integers(-9, 10, size=(6, 2)), np.array([3, -4]), 2)
    for dtype in NARROW:
        given = narrow(rng, dtype, 6, 3), narrow(rng, dtype, 3), dtype(100)
        assert_close(student.predict(*given), reference.predict(*given))


@task("predict", points=1)
def test_float32(student, reference, rng):
    """float32 stays float32."""
    X, w = rng.normal(size=(8, 5)).astype(np.float32), rng.normal(size=5).astype(np.float32)
    y_hat = student.predict(X, w, 0.5)
    assert_close(y_hat, reference.predict(X, w, 0.5), rtol=1e-4, atol=1e-5)
    assert y_hat.dtype == np.float32, f"float32 inputs gave {y_hat.dtype}"


@task("predict", points=1, weak=True)
def test_bad_input_is_refused(compare):
    """Weights that do not fit the columns, a column of weights, or a flat X are refused with ValueError."""
    compare.raises("ValueError", "predict", np.ones((4, 3)), np.ones(2), 0.0)
    compare.raises("ValueError", "predict", np.ones((4, 3)), np.ones((3, 1)), 0.0)
    compare.raises("ValueError", "predict", np.ones(3), np.ones(3), 0.0)
    compare.raises("ValueError", "predict", np.ones((4, 4)), np.ones((4, 4)), 0.0)
    compare.raises("ValueError", "predict", np.ones((4, 3)), np.ones(4), 0.0)
