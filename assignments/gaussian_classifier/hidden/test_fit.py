"""Mean and covariance by maximum likelihood."""

from __future__ import annotations

import numpy as np
from support import NARROW, correlated, narrow

from grader.testing import assert_close, task


def samples(rng, n, d):
    """Correlated features with means of their own."""
    return correlated(rng, n, d) + rng.normal(3.0, 1.0, size=d)


@task("fit", points=3, hint="Rows are samples. The covariance has shape (d, d).")
def test_correlated_features(compare, rng):
    """Mean and covariance are right, with more samples than features and with fewer."""
    for n, d in (9, 4), (14, 3), (5, 7):
        compare.fit_gaussian(samples(rng, n, d))


@task("fit", points=3, hint="Maximum likelihood divides by n, the number of samples.")
def test_few_samples_show_the_divisor(compare, rng):
    """The divisor is right for two or three samples."""
    for n, d in (2, 4), (3, 2), (4, 5):
        compare.fit_gaussian(samples(rng, n, d))


@task("fit", points=2, hint="Subtract the mean before you multiply.")
def test_large_mean_costs_no_digits(compare, rng):
    """Features with mean 1e6 and standard deviation 1 give an exact covariance."""
    compare.fit_gaussian(1e6 + samples(rng, 12, 3))


@task("fit", hint="Subtract the mean before you multiply.")
def test_large_means_on_both_sides_of_zero(compare, rng):
    """Large positive and negative means give an exact covariance."""
    compare.fit_gaussian(np.array([1e6, -3e6, 2e6, 10.0]) + samples(rng, 8, 4))


@task("fit", hint="The covariance has shape (d, d), also for d = 1.")
def test_one_feature_and_one_sample(compare, rng):
    """One feature gives a covariance of shape (1, 1). One sample gives a covariance of 0."""
    compare.fit_gaussian(rng.normal(2.0, 3.0, size=(6, 1)))
    compare.fit_gaussian(rng.normal(2.0, 3.0, size=(1, 4)))


@task("fit", hint="Is each entry (i, j) a mean of products of features i and j?")
def test_moving_and_mapping_the_samples(student, reference, rng):
    """Samples A x + c have the mean A mu + c and the covariance A Sigma Aᵀ."""
    X, A, c = samples(rng, 10, 3), rng.normal(size=(4, 3)), rng.normal(size=4)
    mu, Sigma = reference.fit_gaussian(X)
    mapped_mu, mapped_Sigma = student.fit_gaussian(X @ A.T + c)
    assert_close(mapped_mu, A @ mu + c, what="Samples A x + c must have the mean A mu + c; yours do not.")
    assert_close(
        mapped_Sigma,
        A @ Sigma @ A.T,
        what="Samples A x + c must have the covariance A Sigma Aᵀ; yours do not.",
    )
    assert_close(
        student.fit_gaussian(np.vstack([X, X])),
        (mu, Sigma),
        what="Every sample twice must give the same fit; yours changes.",
    )


@task("fit", hint="Maximum likelihood divides by n.")
def test_no_other_gaussian_is_more_likely(student, reference, rng):
    """No other mean or covariance gives the samples a larger likelihood."""
    X = samples(rng, 15, 3)
    mu, Sigma = student.fit_gaussian(X)
    best = reference.log_likelihood(X, mu, Sigma)
    for scale in 0.95, 1.05:
        assert reference.log_likelihood(X, mu, scale * Sigma) < best, (
            "Your covariance must give the largest likelihood; a scaled one gives a larger one."
        )
    for step in 0.05 * np.sqrt(np.diag(Sigma)) * np.vstack([np.eye(3), -np.eye(3)]):
        assert reference.log_likelihood(X, mu + step, Sigma) < best, (
            "Your mean must give the largest likelihood; a shifted one gives a larger one."
        )


@task("fit", hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table has its samples in rows."""
    for n in 2, 3, 6:
        compare.fit_gaussian(samples(rng, n, n))


@task("fit", points=2, hint="Add no small constant to the diagonal, and set nothing to zero.")
def test_tiny_and_huge_features(compare, rng):
    """In tiny and in huge units, the covariance follows the formula."""
    for unit in 1e-3, 1e-9, 1e-25, 1e25:
        X = correlated(rng, 9, 3)
        compare.fit_gaussian(unit * (X - X.mean(axis=0) + 1.0), atol=unit**2 * 1e-9)


@task("fit", hint="Convert integers to float64 before you subtract or multiply.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        X = narrow(rng, dtype, 300, 2)
        assert_close(student.fit_gaussian(X), reference.fit_gaussian(X))
        assert_close(student.fit_gaussian(X[:3].T), reference.fit_gaussian(X[:3].T))


@task("fit", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    mu, Sigma = compare.fit_gaussian(samples(rng, 7, 3).astype(np.float32), rtol=1e-5, atol=1e-5)
    assert mu.dtype == Sigma.dtype == np.float32, "float32 samples must give float32 results."
    compare.fit_gaussian(rng.integers(-9, 10, size=(8, 2)))
    compare.fit_gaussian(rng.integers(0, 200, size=(6, 4)).astype(np.uint8))
    compare.fit_gaussian(samples(rng, 4, 9).T)


@task("fit", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer. Features of very different scale are all right."""
    first = samples(rng, 6, 3) * np.array([1e-3, 1.0, 1e3])
    other = samples(rng, 5, 2)
    for X in first, other, first:
        compare.fit_gaussian(X)


@task("fit", weak=True, hint="Check the shape of X first.")
def test_no_samples_and_no_table_are_refused(compare):
    """ValueError is raised when X has no rows or does not have two axes."""
    for X in (np.zeros((0, 3)), np.ones(4), np.ones((2, 3, 4))):
        compare.raises("ValueError", "fit_gaussian", X)
