"""The log-density of a Gaussian: correlations, far tails, tiny determinants."""

from __future__ import annotations

import numpy as np
from support import NARROW, at_log_density, covariance, gaussian, narrow, no_covariances, whole_covariance

from grader.testing import assert_close, task


def almost_no_volume(rng, n, d):
    """Samples, mean and covariance; the logarithm of the determinant is -742, where numbers end at -744."""
    Sigma = covariance(rng, d) + np.eye(d)
    scale = np.exp((-742.0 - np.linalg.slogdet(Sigma)[1]) / d)
    return np.sqrt(scale) * rng.normal(size=(n, d)), np.zeros(d), scale * Sigma


@task(
    "density",
    points=3,
    hint="There are three terms: the constant, the log-determinant and the quadratic form. Each has a factor 1/2.",
)
def test_correlated_features(compare, rng):
    """The log-density is right for means and covariances of all kinds."""
    for n, d in (7, 3), (4, 5), (9, 2):
        compare.log_density(rng.normal(1.0, 2.0, size=(n, d)), *gaussian(rng, d))


@task("density", points=2, hint="Sigma holds variances, not standard deviations.")
def test_one_feature(compare, rng):
    """With one feature, the covariance has shape (1, 1)."""
    for n, variance in (5, 4.0), (3, 0.09), (8, 25.0):
        X = rng.normal(2.0, 2.0, size=(n, 1))
        compare.log_density(X, rng.normal(size=1), np.array([[variance * rng.uniform(0.9, 1.1)]]))


@task("density", points=3, hint="Do not compute the density first. Simplify its logarithm on paper.")
def test_far_tails_are_finite(compare, rng):
    """Samples very far from the mean have a finite log-density, not -inf."""
    mu, Sigma = gaussian(rng, 3)
    far = rng.normal(size=(6, 3)) * np.array([[50.0], [1e2], [1e3], [1e4], [1e5], [1e2]])
    compare.log_density(far, mu, Sigma)
    mu, Sigma = gaussian(rng, 2)
    compare.log_density(mu + np.array([[60.0, -80.0], [-1e3, 2e3], [1e5, 1.0]]), mu, Sigma)


@task("density", hint="Do not compute the density first: there it has lost its digits.")
def test_where_the_density_begins_to_vanish(compare, rng):
    """About 38 standard deviations from the mean, the density is nearly too small for a float."""
    for n, d in (9, 2), (7, 4):
        mu, Sigma = gaussian(rng, d)
        compare.log_density(at_log_density(rng, rng.uniform(-744.0, -738.0, size=n), mu, Sigma), mu, Sigma)


@task("density", hint="Do not compute the density first, and do not clip it.")
def test_from_near_to_far(compare, rng):
    """Samples lie at the mean, in the tail, and where the density is 0 as a float."""
    mu, Sigma = gaussian(rng, 3)
    values = np.concatenate([[-12.0, -90.0], rng.uniform(-743.0, -739.0, size=9), [-760.0, -1e6, -1e9]])
    compare.log_density(at_log_density(rng, values, mu, Sigma), mu, Sigma)


@task(
    "density",
    points=2,
    hint="Compute the logarithm of the determinant directly: np.linalg.slogdet.",
)
def test_many_features(compare, rng):
    """With a hundred features, the determinant is too small or too large for a float."""
    for d, scale in (110, 1e-5), (90, 1e5), (130, 1e-3):
        Sigma = scale * (covariance(rng, d) + np.eye(d))
        X = np.sqrt(scale) * rng.normal(size=(3, d))
        compare.log_density(X, np.zeros(d), Sigma)


@task("density", hint="Compute the logarithm of the determinant directly: np.linalg.slogdet.")
def test_where_the_determinant_begins_to_vanish(compare, rng):
    """With fifty features and small variances, the determinant is nearly too small for a float."""
    compare.log_density(*almost_no_volume(rng, 5, 50))


@task("density", hint="Compute the logarithm of the determinant directly: np.linalg.slogdet.")
def test_a_determinant_with_few_digits(compare, rng):
    """With seventy features, the determinant has lost its digits."""
    compare.log_density(*almost_no_volume(rng, 8, 70))


@task("density", points=2, hint="The quadratic form has the inverse of Sigma.")
def test_variances_of_very_different_scale(compare, rng):
    """The standard deviations of correlated features go from 0.03 to 30."""
    for d in 4, 6:
        scale = rng.permutation(np.logspace(-1.5, 1.5, d))
        mu, Sigma = gaussian(rng, d)
        X = rng.normal(1.0, 1.5, size=(d + 2, d)) * scale
        compare.log_density(X, mu * scale, Sigma * np.outer(scale, scale))


@task("density", hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table has its samples in rows."""
    for n in 2, 3, 5:
        compare.log_density(rng.normal(1.0, 2.0, size=(n, n)), *gaussian(rng, n))


@task("density", points=2, hint="Add no small constant to the diagonal.")
def test_tiny_and_huge_variances(compare, rng):
    """In tiny and in huge units, the log-density follows the formula."""
    for unit in 1e-3, 1e-7, 1e-25, 1e25:
        mu, Sigma = gaussian(rng, 3)
        compare.log_density(unit * rng.normal(1.0, 2.0, size=(5, 3)), unit * mu, unit**2 * Sigma)


@task("density", hint="Convert integers to float64 before you subtract or multiply.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        given = narrow(rng, dtype, 9, 2), narrow(rng, dtype, 2), whole_covariance(dtype, 2)
        assert_close(student.log_density(*given), reference.log_density(*given))


@task("density", points=2, hint="The determinant is that of Sigma, and it has a factor 1/2 in the logarithm.")
def test_moving_and_mapping(student, reference, rng):
    """A shift of samples and mean keeps the density. A linear map A divides it by |det A|."""
    X, (mu, Sigma) = rng.normal(size=(6, 3)), gaussian(rng, 3)
    A = rng.normal(size=(3, 3)) + 3 * np.eye(3)
    values = reference.log_density(X, mu, Sigma)
    shift = rng.normal(0.0, 10.0, size=3)
    assert_close(
        student.log_density(X + shift, mu + shift, Sigma),
        values,
        what="A shift of samples and mean must keep the log-density; yours changes.",
    )
    mapped = student.log_density(X @ A.T, A @ mu, A @ Sigma @ A.T)
    assert_close(
        mapped + np.linalg.slogdet(A)[1],
        values,
        rtol=1e-6,
        atol=1e-6,
        what="A linear map A must divide the density by |det A|; yours does not follow.",
    )
    assert_close(
        student.log_density(2 * mu - X, mu, Sigma),
        values,
        what="The density must be equal on both sides of the mean; yours is not.",
    )


@task("density", points=2, hint="Is the constant right? It depends on the number of features.")
def test_density_integrates_to_one(student, rng):
    """The density integrates to 1 over a fine grid."""
    mu, Sigma = gaussian(rng, 2)
    ticks = np.linspace(-8.0, 8.0, 65)
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    factor = np.linalg.cholesky(Sigma)
    density = np.exp(student.log_density(mu + grid @ factor.T, mu, Sigma))
    area = 0.25**2 * np.prod(np.diag(factor))
    assert_close(
        density.sum() * area, 1.0, rtol=1e-6, what="The density must integrate to 1; yours does not."
    )


@task("density", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    mu, Sigma = gaussian(rng, 3)
    single = [a.astype(np.float32) for a in (rng.normal(1.0, 1.5, size=(5, 3)), mu, Sigma)]
    result = compare.log_density(*single, rtol=1e-4, atol=1e-4)
    assert result.dtype == np.float32, "float32 arguments must give float32 log-densities."
    compare.log_density(rng.integers(-5, 6, size=(7, 2)), np.array([1, -2]), np.array([[5, 2], [2, 3]]))
    compare.log_density(rng.normal(size=(3, 8)).T, np.repeat(mu, 2)[::2], np.asfortranarray(Sigma))


@task("density", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first = rng.normal(size=(1, 4)), *gaussian(rng, 4)
    other = rng.normal(size=(6, 2)), *gaussian(rng, 2)
    for case in first, other, first:
        compare.log_density(*case)


@task(
    "density",
    weak=True,
    hint="The sign of the determinant is not enough: two negative eigenvalues give a positive one.",
)
def test_what_is_no_covariance_is_refused(compare, rng):
    """ValueError is raised when Sigma is singular or has a negative eigenvalue."""
    for Sigma in no_covariances():
        compare.raises("ValueError", "log_density", rng.normal(size=(5, 2)), np.zeros(2), Sigma)


@task("density", weak=True, hint="X has shape (n, d), mu (d,), and Sigma (d, d).")
def test_shapes_that_do_not_fit_are_refused(compare):
    """ValueError is raised when X, mu and Sigma have different numbers of features."""
    X, mu, Sigma = np.ones((4, 2)), np.zeros(2), np.eye(2)
    for bad in ((X[0], mu, Sigma), (X[:0], mu, Sigma), (X, np.zeros(3), Sigma), (X, mu, np.eye(3))):
        compare.raises("ValueError", "log_density", *bad)
    for bad in ((X, np.zeros((1, 2)), Sigma), (X, np.zeros(1), Sigma), (X, mu, np.ones(2))):
        compare.raises("ValueError", "log_density", *bad)
