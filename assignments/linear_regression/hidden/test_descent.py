from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


@task("descent", points=2, hint="The first step starts at w = 0 and b = 0.")
def test_one_step(compare, rng):
    """One step from zero."""
    compare.gradient_descent(rng.normal(1.0, 1.0, size=(6, 3)), rng.normal(4.0, 1.0, size=6), 0.1, 1)


@task("descent", points=2, hint="Take both derivatives before you move either parameter.")
def test_two_steps(compare, rng):
    """Two steps: the second starts where the first ended."""
    compare.gradient_descent(rng.normal(-1.0, 1.0, size=(13, 2)), rng.normal(3.0, 2.0, size=13), 0.07, 2)


@task("descent", points=2)
def test_many_steps(compare, rng):
    """A longer run with a small learning rate."""
    compare.gradient_descent(rng.normal(0.5, 1.0, size=(9, 4)), rng.normal(-2.0, 1.0, size=9), 0.02, 30)


@task("descent", points=2, hint="Run long enough, descent ends at the least-squares solution.")
def test_arrives_at_least_squares(student, reference, rng):
    """A long run arrives where the closed form is."""
    angles = np.pi * np.outer(np.arange(10) + 0.5, [1, 2, 3]) / 10
    X = np.sqrt(2.0) * np.cos(angles) + 0.4  # columns of equal size, independent, with a mean
    y = rng.normal(3.0, 1.0, size=10)
    w, b = student.gradient_descent(X, y, 0.5, 400)
    assert_close(np.append(w, b), np.roll(reference.fit_normal_equation(X, y), -1), rtol=1e-6, atol=1e-7)


@task(
    "descent",
    points=2,
    hint="Take as many steps as you are told: do not stop early, and do not shorten a step.",
)
def test_as_many_steps_as_told(compare, rng):
    """A hundred and more steps with a tiny learning rate, and steps that lead uphill because it is too large."""
    for lr, steps in (1e-4, 130), (1e-7, 41), (1.5, 12):
        compare.gradient_descent(
            rng.normal(1.0, 1.0, size=(7, 3)), rng.normal(3.0, 1.0, size=7), lr, steps, atol=0.0
        )


@task("descent", points=1, hint="Add no small constant and clip nothing.")
def test_tiny_and_huge_targets(student, reference, rng):
    """Targets of any size, tiny or huge, are approached as quickly as others."""
    for size in 1e-12, 1e-40, 1e4, 1e30:
        given = rng.normal(1.0, 1.0, size=(6, 2)), size * rng.normal(3.0, 1.0, size=6), 0.1, 5
        assert_close(
            student.gradient_descent(*given), reference.gradient_descent(*given), rtol=1e-6, atol=0.0
        )


@task("descent", points=1, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table is read by rows."""
    compare.gradient_descent(rng.normal(1.0, 1.0, size=(4, 4)), rng.normal(3.0, 1.0, size=4), 0.1, 4)
    compare.gradient_descent(rng.normal(1.0, 1.0, size=(2, 2)), rng.normal(3.0, 1.0, size=2), 0.2, 3)


@task("descent", points=1, hint="Convert whole numbers to float64 before you multiply.")
def test_whole_numbers(student, reference, compare, rng):
    """Whole numbers of any width, in a transposed table, give float64; the learning rate may be one too."""
    compare.gradient_descent(rng.integers(-3, 4, size=(2, 8)).T, rng.integers(-9, 10, size=8), 0.05, 3)
    for dtype in NARROW:
        X, y = narrow(rng, dtype, 2, 8).T, narrow(rng, dtype, 8)
        given = X, y, 1e-9, 3
        assert_close(student.gradient_descent(*given), reference.gradient_descent(*given))
        given = X, y, dtype(1), 2
        assert_close(student.gradient_descent(*given), reference.gradient_descent(*given))


@task("descent", points=1)
def test_float32(student, reference, rng):
    """float32 stays float32."""
    X, y = rng.normal(size=(7, 2)).astype(np.float32), rng.normal(1.0, 1.0, size=7).astype(np.float32)
    found = student.gradient_descent(X, y, 0.1, 4)
    assert_close(found, reference.gradient_descent(X, y, 0.1, 4), rtol=1e-4, atol=1e-4)
    assert found[0].dtype == np.float32, f"float32 inputs gave {found[0].dtype}"


@task("descent", points=1, weak=True)
def test_no_step(compare, rng):
    """Without a step the parameters are the zeros they started at."""
    compare.gradient_descent(rng.normal(size=(5, 3)), rng.normal(size=5), 0.1, 0)


@task("descent", points=1, weak=True)
def test_bad_input_is_refused(compare):
    """A learning rate that is not positive, a negative number of steps, and misfits are refused."""
    X, y = np.ones((4, 3)), np.arange(4.0)
    compare.raises("ValueError", "gradient_descent", X, y, 0.0, 3)
    compare.raises("ValueError", "gradient_descent", X, y, -0.1, 3)
    compare.raises("ValueError", "gradient_descent", X, y, 0.1, -1)
    compare.raises("ValueError", "gradient_descent", X, y[:3], 0.1, 3)
    compare.raises("ValueError", "gradient_descent", X[:0], y[:0], 0.1, 3)
    compare.raises("ValueError", "gradient_descent", X[:, 0], y, 0.1, 3)
    compare.raises("ValueError", "gradient_descent", X, y[:, np.newaxis], 0.1, 3)
    compare.raises("ValueError", "gradient_descent", X, y, 0.0, 0)
