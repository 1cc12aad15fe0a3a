from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


@task("predict", points=2, hint="Multiply X by w, and add b.")
def test_several_features(compare, rng):
    """There is one prediction for each row of X."""
    compare.predict(rng.normal(size=(7, 3)), rng.normal(size=3), 1.5)


@task("predict", points=2, hint="The result has one axis: shape (n,).")
def test_one_feature(compare, rng):
    """With a single feature, the result has one axis, too."""
    compare.predict(rng.normal(size=(5, 1)), rng.normal(size=1), -2.25)


@task("predict", points=1, hint="Multiply X by w, and add b.")
def test_strided_input(compare, rng):
    """X may be every second row of a transposed table."""
    compare.predict(rng.normal(size=(4, 18)).T[::2], rng.normal(size=8)[::2], 0.75)


@task("predict", points=1, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table has its samples in rows."""
    compare.predict(rng.normal(size=(4, 4)), rng.normal(size=4), -0.5)
    compare.predict(rng.normal(size=(2, 2)), rng.normal(size=2), 3.0)


@task("predict", points=1, hint="Add no small constant, and clip nothing.")
def test_tiny_and_huge_values(student, reference, rng):
    """Tiny and huge predictions are returned as they are."""
    for size in 1e-25, 1e25, 1e4:
        X, w = rng.uniform(1.0, 2.0, size=(5, 3)), size * rng.uniform(1.0, 2.0, size=3)
        assert_close(student.predict(X, w, 0.5 * size), reference.predict(X, w, 0.5 * size), atol=0.0)


@task("predict", points=1, hint="Convert integers to float64 before you multiply.")
def test_whole_numbers(student, reference, compare, rng):
    """Integers of any width give float64."""
    compare.predict(rng.integers(-9, 10, size=(6, 2)), np.array([3, -4]), 2)
    for dtype in NARROW:
        given = narrow(rng, dtype, 6, 3), narrow(rng, dtype, 3), dtype(100)
        assert_close(student.predict(*given), reference.predict(*given))


@task("predict", points=1, hint="Create arrays with the dtype of X.")
def test_float32(student, reference, rng):
    """float32 stays float32."""
    X, w = rng.normal(size=(8, 5)).astype(np.float32), rng.normal(size=5).astype(np.float32)
    y_hat = student.predict(X, w, 0.5)
    assert_close(y_hat, reference.predict(X, w, 0.5), rtol=1e-4, atol=1e-5)
    assert y_hat.dtype == np.float32, "The result must be float32 for float32 input."


@task("predict", points=1, weak=True, hint="Check the shapes first, and raise ValueError.")
def test_bad_input_is_refused(compare):
    """ValueError is raised for wrong shapes: of X, of the weights, or of both together."""
    compare.raises("ValueError", "predict", np.ones((4, 3)), np.ones(2), 0.0)
    compare.raises("ValueError", "predict", np.ones((4, 3)), np.ones((3, 1)), 0.0)
    compare.raises("ValueError", "predict", np.ones(3), np.ones(3), 0.0)
    compare.raises("ValueError", "predict", np.ones((4, 4)), np.ones((4, 4)), 0.0)
    compare.raises("ValueError", "predict", np.ones((4, 3)), np.ones(4), 0.0)
