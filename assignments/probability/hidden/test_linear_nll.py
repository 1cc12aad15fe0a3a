"""The negative log-likelihood of a linear model."""

from __future__ import annotations

import numpy as np
from support import NARROW, bad_deviations, narrow

from grader.testing import assert_close, task


def problem(rng, n, d, noise=1.0):
    """Samples, targets with noise, weights and a bias that are not the best ones."""
    X, w, b = rng.normal(size=(n, d)), rng.normal(1.0, 0.5, size=d), rng.uniform(1.0, 2.0)
    return X, X @ w + b + noise * rng.normal(0.3, 1.0, size=n), w, b


@task(
    "linear_nll",
    points=3,
    hint="The errors y - (X w + b) are Gaussian with mean 0. Take minus the logarithm of their likelihood.",
)
def test_a_few_samples(compare, rng):
    """The negative log-likelihood of a few samples is right."""
    compare.linear_nll(*problem(rng, 5, 2), 1.4)


@task(
    "linear_nll",
    points=2,
    hint="The errors y - (X w + b) are Gaussian with mean 0. Take minus the logarithm of their likelihood.",
)
def test_small_errors(compare, rng):
    """The result is right for a small deviation; it may be negative."""
    compare.linear_nll(*problem(rng, 7, 3, 0.1), 0.12)
    compare.linear_nll(*problem(rng, 3, 4, 0.1), 0.08)


@task(
    "linear_nll",
    points=2,
    hint="The errors y - (X w + b) are Gaussian with mean 0. Take minus the logarithm of their likelihood.",
)
def test_large_errors(compare, rng):
    """The result is right for a large deviation."""
    compare.linear_nll(*problem(rng, 9, 1, 20.0), 25.0)
    compare.linear_nll(*problem(rng, 2, 3, 20.0), 15.0)


@task("linear_nll", points=2, hint="The product of hundreds of densities is 0 as a float. Add logarithms.")
def test_hundreds_of_samples(compare, rng):
    """With hundreds of samples, the result is finite."""
    compare.linear_nll(*problem(rng, 800, 4), 0.9)


@task("linear_nll", hint="Take the logarithm on paper. Do not compute a density and its logarithm.")
def test_a_target_far_away(compare, rng):
    """One target very far from its prediction leaves the result finite."""
    for n, d in (6, 2), (4, 3):
        X, y, w, b = problem(rng, n, d)
        y[1] += 200.0
        compare.linear_nll(X, y, w, b, 1.1)


@task("linear_nll", hint="Take the logarithm on paper. Do not compute a density and its logarithm.")
def test_targets_very_far_away(compare, rng):
    """All targets lie hundreds of deviations away from their predictions."""
    X, y, w, b = problem(rng, 8, 3)
    compare.linear_nll(X, y + 300.0, w, b, 0.7)


@task("linear_nll", hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table has its samples in rows. One sample is enough."""
    for n, d in (3, 3), (5, 5), (1, 4), (1, 1):
        compare.linear_nll(*problem(rng, n, d), 1.3)


@task("linear_nll", hint="For a fixed sigma, least squares gives the smallest value.")
def test_least_squares_is_the_minimum(student, rng):
    """For a fixed sigma, the weights and the bias of least squares give the smallest value."""
    X, y, _, _ = problem(rng, 12, 2)
    best = np.linalg.lstsq(np.column_stack([X, np.ones(12)]), y, rcond=None)[0]
    smallest = student.linear_nll(X, y, best[:2], best[2], 0.8)
    for step in 0.1 * np.vstack([np.eye(3), -np.eye(3)]):
        moved = best + step
        assert student.linear_nll(X, y, moved[:2], moved[2], 0.8) > smallest, (
            "Least squares must give the smallest value; other weights give a smaller one."
        )
    squares = np.sum((y - X @ best[:2] - best[2]) ** 2)
    zero = student.linear_nll(X, y, np.zeros(2), 0.0, 0.8)
    assert_close(
        zero - smallest,
        (np.sum(y**2) - squares) / (2 * 0.8**2),
        what="For a fixed sigma, only the sum of squared errors may make a difference; in yours more does.",
    )


@task("linear_nll", hint="Divide the errors by sigma before you square them.")
def test_tiny_and_huge_units(compare, rng):
    """The unit of the targets may be tiny or huge."""
    for unit in 1e-25, 1e25, 1e-90, 1e90:
        X, y, w, b = problem(rng, 6, 2)
        compare.linear_nll(X, unit * y, unit * w, unit * b, 1.5 * unit)


@task("linear_nll", hint="Convert integers to float64 before you subtract or multiply, single numbers too.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits are computed with as float64, also single numbers."""
    for dtype in NARROW:
        X, y, w = narrow(rng, dtype, 9, 2), narrow(rng, dtype, 9), narrow(rng, dtype, 2)
        given = X, y, w, dtype(100), dtype(90)
        assert_close(student.linear_nll(*given), reference.linear_nll(*given))


@task("linear_nll", hint="Keep nothing between calls, and do not write into the arguments.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 and transposed samples are accepted. The same call gives the same answer."""
    X, y, w, b = problem(rng, 5, 3)
    single = X.astype(np.float32), y.astype(np.float32), w.astype(np.float32)
    compare.linear_nll(*single, b, 1.2, rtol=1e-4, atol=1e-4)
    first, other = (X, y, w, b, 1.2), (*problem(rng, 7, 2), 2)
    for case in first, other, first:
        compare.linear_nll(*case)
    compare.linear_nll(rng.normal(size=(3, 8)).T, rng.normal(size=16)[::2], w, 1, 0.9)


@task("linear_nll", weak=True, hint="Check sigma and the shapes first.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised if the shapes do not fit, samples are missing, or sigma is no standard deviation."""
    X, y, w, b = problem(rng, 4, 2)
    for sigma in bad_deviations():
        compare.raises("ValueError", "linear_nll", X, y, w, b, sigma)
    for bad in (
        (X[0], y, w),
        (X, y[:3], w),
        (X, y[:1], w),
        (X, y[:, None], w),
        (X, y, w[:1]),
        (X, y, np.ones(3)),
        (X, y, w[:, None]),
        (X[:0], y[:0], w),
        (X[None], y, w),
    ):
        compare.raises("ValueError", "linear_nll", *bad, b, 1.0)
