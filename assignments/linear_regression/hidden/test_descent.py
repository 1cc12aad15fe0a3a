from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


@task("descent", points=2, hint="The first step starts at w = 0 and b = 0.")
def test_one_step(compare, rng):
    """One step from zero is right."""
    compare.gradient_descent(rng.normal(1.0, 1.0, size=(6, 3)), rng.normal(4.0, 1.0, size=6), 0.1, 1)


@task("descent", points=2, hint="Compute both derivatives before you change w or b.")
def test_two_steps(compare, rng):
    """Two steps are right. The second step starts where the first one ended."""
    compare.gradient_descent(rng.normal(-1.0, 1.0, size=(13, 2)), rng.normal(3.0, 2.0, size=13), 0.07, 2)


@task("descent", points=2, hint="Compute the gradient anew in each step.")
def test_many_steps(compare, rng):
    """Many steps with a small learning rate are right."""
    compare.gradient_descent(rng.normal(0.5, 1.0, size=(9, 4)), rng.normal(-2.0, 1.0, size=9), 0.02, 30)


@task("descent", points=2, hint="Use the gradient of the mean, without a penalty.")
def test_arrives_at_least_squares(student, reference, rng):
    """Many steps arrive at the least-squares solution."""
    angles = np.pi * np.outer(np.arange(10) + 0.5, [1, 2, 3]) / 10
    X = np.sqrt(2.0) * np.cos(angles) + 0.4  # columns of equal size, independent, with a mean
    y = rng.normal(3.0, 1.0, size=10)
    w, b = student.gradient_descent(X, y, 0.5, 400)
    assert_close(np.append(w, b), np.roll(reference.fit_normal_equation(X, y), -1), rtol=1e-6, atol=1e-7)


@task(
    "descent",
    points=2,
    hint="Do not stop early. Do not change the learning rate.",
)
def test_as_many_steps_as_told(compare, rng):
    """All steps are taken: more than a hundred small ones, and steps that increase the loss."""
    for lr, steps in (1e-4, 130), (1e-7, 41), (1.5, 12):
        compare.gradient_descent(
            rng.normal(1.0, 1.0, size=(7, 3)), rng.normal(3.0, 1.0, size=7), lr, steps, atol=0.0
        )


@task("descent", points=1, hint="Add no small constant, and clip nothing.")
def test_tiny_and_huge_targets(student, reference, rng):
    """Tiny and huge targets are fitted like others."""
    for size in 1e-12, 1e-40, 1e4, 1e30:
        given = rng.normal(1.0, 1.0, size=(6, 2)), size * rng.normal(3.0, 1.0, size=6), 0.1, 5
        assert_close(
            student.gradient_descent(*given), reference.gradient_descent(*given), rtol=1e-6, atol=0.0
        )


@task("descent", points=1, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table has its samples in rows."""
    compare.gradient_descent(rng.normal(1.0, 1.0, size=(4, 4)), rng.normal(3.0, 1.0, size=4), 0.1, 4)
    compare.gradient_descent(rng.normal(1.0, 1.0, size=(2, 2)), rng.normal(3.0, 1.0, size=2), 0.2, 3)


@task("descent", points=1, hint="Convert integers to float64 before you multiply.")
def test_whole_numbers(student, reference, compare, rng):
    """Integers of any width give float64. X may be a transposed table, and the learning rate may be an integer."""
    compare.gradient_descent(rng.integers(-3, 4, size=(2, 8)).T, rng.integers(-9, 10, size=8), 0.05, 3)
    for dtype in NARROW:
        X, y = narrow(rng, dtype, 2, 8).T, narrow(rng, dtype, 8)
        given = X, y, 1e-9, 3
        assert_close(student.gradient_descent(*given), reference.gradient_descent(*given))
        given = X, y, dtype(1), 2
        assert_close(student.gradient_descent(*given), reference.gradient_descent(*given))


@task("descent", points=1, hint="Create w with the dtype of X.")
def test_float32(student, reference, rng):
    """float32 stays float32."""
    X, y = rng.normal(size=(7, 2)).astype(np.float32), rng.normal(1.0, 1.0, size=7).astype(np.float32)
    found = student.gradient_descent(X, y, 0.1, 4)
    assert_close(found, reference.gradient_descent(X, y, 0.1, 4), rtol=1e-4, atol=1e-4)
    assert found[0].dtype == np.float32, "The weights must be float32 for float32 input."


@task("descent", points=1, weak=True, hint="With 0 steps, return the starting values.")
def test_no_step(compare, rng):
    """With 0 steps, the parameters stay zero."""
    compare.gradient_descent(rng.normal(size=(5, 3)), rng.normal(size=5), 0.1, 0)


@task("descent", points=1, weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_input_is_refused(compare):
    """ValueError is raised for a learning rate of 0 or below, for a negative number of steps, and for wrong shapes."""
    X, y = np.ones((4, 3)), np.arange(4.0)
    compare.raises("ValueError", "gradient_descent", X, y, 0.0, 3)
    compare.raises("ValueError", "gradient_descent", X, y, -0.1, 3)
    compare.raises("ValueError", "gradient_descent", X, y, 0.1, -1)
    compare.raises("ValueError", "gradient_descent", X, y[:3], 0.1, 3)
    compare.raises("ValueError", "gradient_descent", X[:0], y[:0], 0.1, 3)
    compare.raises("ValueError", "gradient_descent", X[:, 0], y, 0.1, 3)
    compare.raises("ValueError", "gradient_descent", X, y[:, np.newaxis], 0.1, 3)
    compare.raises("ValueError", "gradient_descent", X, y, 0.0, 0)
