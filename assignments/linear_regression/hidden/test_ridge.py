from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


@task("ridge", points=2, hint="The penalty applies to the weights, not to the intercept.")
def test_moderate_penalty(compare, rng):
    """Intercept and weights are right with a moderate penalty."""
    compare.fit_ridge(rng.normal(1.0, 1.0, size=(9, 2)), rng.normal(5.0, 2.0, size=9), 0.7)


@task("ridge", points=2, hint="Sum the squared errors, do not average them. Then add the penalty.")
def test_strong_penalty(compare, rng):
    """Intercept and weights are right with a strong penalty."""
    compare.fit_ridge(rng.normal(-2.0, 1.5, size=(14, 4)), rng.normal(3.0, 2.0, size=14), 25.0)


@task("ridge", points=2, hint="Add λ to the squares of the weights only. Then there is one solution.")
def test_more_features_than_samples(compare, rng):
    """There may be more features than samples."""
    compare.fit_ridge(rng.normal(0.5, 1.0, size=(5, 7)), rng.normal(2.0, 1.0, size=5), 3.0)


@task("ridge", points=2, hint="If y grows by a constant, only the intercept grows.")
def test_large_targets(compare, rng):
    """Large targets and features do not change how the penalty acts."""
    X = rng.normal(size=(11, 3)) + np.array([50.0, -30.0, 10.0])
    compare.fit_ridge(X, 400.0 + rng.normal(size=11), 2.0)


@task("ridge", points=1, hint="The penalty does not apply to the intercept.")
def test_overwhelming_penalty(student, rng):
    """With a huge penalty, the weights are 0 and the intercept is the mean of y."""
    X, y = rng.normal(1.0, 1.0, size=(8, 2)), rng.normal(6.0, 1.0, size=8)
    assert_close(student.fit_ridge(X, y, 1e12), np.array([y.mean(), 0.0, 0.0]), atol=1e-7)


@task("ridge", points=1, hint="With λ = 0, nothing is added.")
def test_no_penalty(compare, rng):
    """Without a penalty, the fit is the least-squares fit."""
    compare.fit_ridge(rng.normal(2.0, 1.0, size=(17, 3)), rng.normal(-3.0, 1.0, size=17), 0.0)


@task("ridge", points=2, hint="Differentiate the objective of the statement by w and by b.")
def test_gradient_of_the_objective_vanishes(student, rng):
    """At the solution, both derivatives of the objective are zero."""
    X, y, lam = rng.normal(1.0, 1.0, size=(10, 4)), rng.normal(3.0, 1.0, size=10), 1.7
    theta = student.fit_ridge(X, y, lam)
    residual = X @ theta[1:] + theta[0] - y
    assert_close(X.T @ residual + lam * theta[1:], np.zeros(4), atol=1e-7, what="derivative by w")
    assert_close(residual.sum(), 0.0, atol=1e-7, what="derivative by b")


@task("ridge", points=1, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table has its samples in rows."""
    compare.fit_ridge(rng.normal(1.0, 1.0, size=(6, 6)), rng.normal(2.0, 1.0, size=6), 0.8)
    compare.fit_ridge(rng.normal(1.0, 1.0, size=(3, 3)), rng.normal(2.0, 1.0, size=3), 2.5)


@task("ridge", points=2, hint="Add λ and nothing else: no small constant.")
def test_small_features_and_small_penalties(compare, rng):
    """Features of size 1e-5 with a penalty of 1e-11 or 0 are fitted like large ones."""
    for lam in 1e-11, 0.0, 3e-10:
        X = 1e-5 * rng.normal(1.0, 1.0, size=(13, 3))
        compare.fit_ridge(X, rng.normal(5.0, 1.0, size=13), lam)


@task("ridge", points=1, hint="Convert integers to float64 before you multiply.")
def test_whole_numbers(student, reference, compare, rng):
    """Integers of any width, also for the penalty, give float64."""
    compare.fit_ridge(rng.integers(-9, 10, size=(12, 3)), rng.integers(-9, 10, size=12), 2)
    for dtype in NARROW:
        given = narrow(rng, dtype, 14, 3), narrow(rng, dtype, 14), dtype(90)  # its root is no short fraction
        assert_close(student.fit_ridge(*given), reference.fit_ridge(*given))


@task("ridge", points=1, hint="Create zeros, ones and identity matrices with the dtype of X.")
def test_float32(student, reference, rng):
    """float32 stays float32."""
    X, y = rng.normal(size=(20, 2)).astype(np.float32), rng.normal(3.0, 1.0, size=20).astype(np.float32)
    theta = student.fit_ridge(X, y, 0.5)
    assert_close(theta, reference.fit_ridge(X, y, 0.5), rtol=1e-3, atol=1e-4)
    assert theta.dtype == np.float32, "The result must be float32 for float32 input."


@task("ridge", points=1, weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_input_is_refused(compare):
    """ValueError is raised for a negative penalty, and for wrong shapes of X and y."""
    compare.raises("ValueError", "fit_ridge", np.eye(4)[:, :2], np.arange(4.0), -0.1)
    compare.raises("ValueError", "fit_ridge", np.arange(4.0), np.arange(4.0), 1.0)
    compare.raises("ValueError", "fit_ridge", np.eye(4)[:, :2], np.arange(3.0), 1.0)
    compare.raises("ValueError", "fit_ridge", np.zeros((0, 2)), np.zeros(0), 1.0)
    compare.raises("ValueError", "fit_ridge", np.eye(4)[:, :2], np.ones((4, 1)), 1.0)
    compare.raises("ValueError", "fit_ridge", np.eye(4)[:, :2], np.arange(4.0), -1e-9)
