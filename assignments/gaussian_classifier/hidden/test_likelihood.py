"""The log-likelihood of independent samples."""

from __future__ import annotations

import numpy as np
from support import NARROW, gaussian, narrow, no_covariances, whole_covariance

from grader.testing import assert_close, task


@task("likelihood", points=3, hint="The logarithm of a product is a sum of logarithms.")
def test_a_few_samples(compare, rng):
    """The log-likelihood of a few samples is right."""
    for n, d in (4, 3), (7, 2), (3, 5):
        compare.log_likelihood(rng.normal(1.0, 2.0, size=(n, d)), *gaussian(rng, d))


@task("likelihood", points=3, hint="The product of hundreds of densities is 0 as a float. Add logarithms.")
def test_hundreds_of_samples(compare, rng):
    """With hundreds of samples, the log-likelihood is finite."""
    compare.log_likelihood(rng.normal(1.0, 2.0, size=(800, 2)), *gaussian(rng, 2))


@task("likelihood", hint="The product of hundreds of densities is 0 as a float. Add logarithms.")
def test_a_thousand_samples_of_one_feature(compare, rng):
    """With a thousand samples, of one feature and of four, the log-likelihood is finite."""
    compare.log_likelihood(rng.normal(1.0, 2.0, size=(1000, 1)), *gaussian(rng, 1))
    compare.log_likelihood(rng.normal(1.0, 2.0, size=(500, 4)), *gaussian(rng, 4))


@task("likelihood", points=2, hint="Do not compute the density and then its logarithm.")
def test_a_sample_far_away(compare, rng):
    """One sample very far from the mean leaves the log-likelihood finite."""
    for n, d in (6, 2), (9, 3), (2, 4):
        X = rng.normal(size=(n, d))
        X[1] += 100.0
        compare.log_likelihood(X, *gaussian(rng, d))


@task("likelihood", hint="Sum over the samples; do not take a mean.")
def test_samples_add_up(student, rng):
    """The log-likelihoods of two sets add up, and the order of the samples does not matter."""
    X, (mu, Sigma) = rng.normal(size=(9, 3)), gaussian(rng, 3)
    whole = student.log_likelihood(X, mu, Sigma)
    parts = student.log_likelihood(X[:4], mu, Sigma) + student.log_likelihood(X[4:], mu, Sigma)
    assert_close(parts, whole, what="The log-likelihoods of two sets must add up; yours do not.")
    assert_close(
        student.log_likelihood(X[::-1], mu, Sigma),
        whole,
        what="The order of the samples must not matter; in your result it does.",
    )
    fitted = X.mean(axis=0), np.cov(X, rowvar=False, ddof=0)
    closed = -4.5 * (3 * np.log(2 * np.pi) + np.linalg.slogdet(fitted[1])[1] + 3)
    assert_close(
        student.log_likelihood(X, *fitted),
        closed,
        what="At the fitted mean and covariance, the log-likelihood must have its known maximum; yours does not.",
    )


@task("likelihood", hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table has its samples in rows. One sample is enough."""
    for n, d in (3, 3), (2, 2), (1, 4), (1, 1):
        compare.log_likelihood(rng.normal(1.0, 2.0, size=(n, d)), *gaussian(rng, d))


@task("likelihood", hint="Add no small constant to the diagonal.")
def test_tiny_and_huge_variances(compare, rng):
    """In tiny and in huge units, the log-likelihood follows the formula."""
    for unit in 1e-7, 1e-25, 1e25:
        mu, Sigma = gaussian(rng, 2)
        compare.log_likelihood(unit * rng.normal(1.0, 2.0, size=(6, 2)), unit * mu, unit**2 * Sigma)


@task("likelihood", hint="Convert integers to float64 before you subtract or multiply.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits are computed with as float64."""
    for dtype in NARROW:
        given = narrow(rng, dtype, 9, 2), narrow(rng, dtype, 2), whole_covariance(dtype, 2)
        assert_close(student.log_likelihood(*given), reference.log_likelihood(*given))


@task("likelihood", hint="Integers become float64.")
def test_dtypes(compare, rng):
    """Integers are computed with as float64, and float32 samples are accepted."""
    compare.log_likelihood(rng.integers(-5, 6, size=(7, 2)), np.array([1, -2]), np.array([[5, 2], [2, 3]]))
    mu, Sigma = gaussian(rng, 3)
    single = [a.astype(np.float32) for a in (rng.normal(1.0, 1.5, size=(5, 3)), mu, Sigma)]
    compare.log_likelihood(*single, rtol=1e-4, atol=1e-4)
    compare.log_likelihood(rng.normal(size=(3, 8)).T, mu, np.asfortranarray(Sigma))


@task("likelihood", weak=True, hint="Raise the same errors as the log-density.")
def test_what_is_no_covariance_or_does_not_fit_is_refused(compare):
    """ValueError is raised when Sigma is not positive definite or the shapes do not fit."""
    X, mu = np.array([[1.0, 2.0], [3.0, -1.0]]), np.zeros(2)
    for Sigma in no_covariances():
        compare.raises("ValueError", "log_likelihood", X, mu, Sigma)
    for bad in (
        (X[0], mu, np.eye(2)),
        (X[:0], mu, np.eye(2)),
        (X, np.zeros(3), np.eye(2)),
        (X, mu, np.eye(3)),
    ):
        compare.raises("ValueError", "log_likelihood", *bad)
    for bad in ((X, np.zeros(1), np.eye(2)), (X, np.zeros((1, 2)), np.eye(2)), (X, mu, np.ones(2))):
        compare.raises("ValueError", "log_likelihood", *bad)
