from __future__ import annotations

import numpy as np

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


@task("predict", points=1)
def test_whole_numbers(compare, rng):
    """Whole numbers give float64."""
    compare.predict(rng.integers(-9, 10, size=(6, 2)), np.array([3, -4]), 2)


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
