"""The reference of gaussian_classifier against scipy, scikit-learn, its own properties and extremes."""

from __future__ import annotations

import doctest
import re

import numpy as np
import pytest
import scipy.special
import scipy.stats
from sklearn.covariance import EmpiricalCovariance
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.naive_bayes import GaussianNB

COUNTS = [(8, 5), (4, 9, 6), (3, 12, 5, 7)]


@pytest.fixture
def gc(load):
    return load("gaussian_classifier")


@pytest.fixture
def rng():
    return np.random.default_rng(61)


def covariance(rng, d):
    factor = rng.normal(size=(d, d))
    return factor @ factor.T / d + 0.3 * np.eye(d)


def labelled(rng, counts, d):
    """Classes that overlap, each with a covariance of its own; rows in random order."""
    parts = [rng.normal(k, 1.0, size=(n, d)) @ rng.normal(size=(d, d)) for k, n in enumerate(counts)]
    order = rng.permutation(sum(counts))
    return np.vstack(parts)[order], np.repeat(np.arange(len(counts)), counts)[order]


def classes(gc, X, y):
    """Means and covariances of the classes."""
    fits = [gc.fit_gaussian(X[y == k]) for k in range(y.max() + 1)]
    return np.stack([mu for mu, _ in fits]), np.stack([Sigma for _, Sigma in fits])


def test_doctests(gc):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(gc)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_worked_example_of_the_statement(gc):
    """The numbers that the statement works out by hand."""
    X = np.array([[1, 1], [3, 1], [1, 3], [3, 3], [5, 3], [7, 5]])
    y = np.array([0, 0, 0, 0, 1, 1])
    priors, Sigma = gc.class_priors(y), gc.shared_covariance(X, y)
    means, covariances = classes(gc, X, y)
    np.testing.assert_allclose(priors, [2 / 3, 1 / 3])
    np.testing.assert_allclose(means, [[2, 2], [6, 4]])
    np.testing.assert_allclose(covariances, [np.eye(2), np.ones((2, 2))])
    np.testing.assert_allclose(Sigma, [[1, 1 / 3], [1 / 3, 1]])
    np.testing.assert_allclose(gc.log_density(np.array([[3, 3]]), means[0], Sigma), [-2.528986], atol=5e-7)
    assert gc.log_likelihood(X[:4], means[0], np.eye(2)) == pytest.approx(-11.351508, abs=5e-7)
    w, b = gc.linear_discriminant(means[1], means[0], Sigma, 2, 4)
    np.testing.assert_allclose([*w, b], [3.75, 0.75, -17.943147], atol=5e-7)
    shares = gc.posterior(np.array([[4, 3], [4, 4]]), means, Sigma, priors)
    np.testing.assert_allclose(shares, [[2 / 3, 1 / 3], [0.485791, 0.514209]], atol=5e-7)
    assert gc.predict(np.array([[4, 3], [4, 4]]), means, Sigma, priors).tolist() == [0, 1]


@pytest.mark.parametrize("counts", [*COUNTS, (0, 3, 0, 2), (5,)])
def test_priors_agree_with_scikit_learn(gc, rng, counts):
    """Naive Bayes counts the classes the same way; it leaves out those that do not occur."""
    y = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    priors = gc.class_priors(y, len(counts))
    assert priors.shape == (len(counts),)
    expected = GaussianNB().fit(rng.normal(size=(y.size, 2)), y).class_prior_
    np.testing.assert_allclose(priors[np.array(counts) > 0], expected, rtol=1e-14)
    assert not priors[np.array(counts) == 0].any()


@pytest.mark.parametrize(("n", "d"), [(12, 3), (4, 6), (1, 2), (9, 1)])
def test_fit_agrees_with_numpy_and_scikit_learn(gc, rng, n, d):
    """The covariance is numpy's without its correction, and scikit-learn's empirical one."""
    X = rng.normal(2.0, 3.0, size=(n, d))
    mu, Sigma = gc.fit_gaussian(X)
    np.testing.assert_allclose(mu, X.mean(axis=0), rtol=1e-14)
    np.testing.assert_allclose(Sigma, np.atleast_2d(np.cov(X, rowvar=False, ddof=0)), atol=1e-13)
    if n > 1:
        np.testing.assert_allclose(Sigma, EmpiricalCovariance().fit(X).covariance_, atol=1e-13)


@pytest.mark.parametrize("counts", COUNTS)
@pytest.mark.parametrize("d", [1, 2, 4])
def test_shared_covariance_agrees_with_scikit_learn(gc, rng, counts, d):
    """It is the covariance of linear discriminant analysis, solved by eigenvectors or least squares."""
    X, y = labelled(rng, counts, d)
    model = LinearDiscriminantAnalysis(solver="lsqr", store_covariance=True).fit(X, y)
    np.testing.assert_allclose(gc.shared_covariance(X, y), model.covariance_, rtol=1e-11, atol=1e-13)


def test_shared_covariance_is_the_weighted_mean_of_the_classes(gc, rng):
    """Σ n_k/n Σ_k; classes that do not occur add nothing, a class of one sample adds zeros."""
    X, y = labelled(rng, (7, 1, 4), 3)
    _, covariances = classes(gc, X, y)
    expected = np.einsum("k,kij->ij", np.array([7, 1, 4]) / 12, covariances)
    np.testing.assert_allclose(gc.shared_covariance(X, y), expected, atol=1e-13)
    np.testing.assert_allclose(gc.shared_covariance(X, 3 * y), expected, atol=1e-13)


def test_within_and_between_make_the_total(gc, rng):
    """The covariance of all samples is the shared one plus the covariance of the class means."""
    X, y = labelled(rng, (6, 9, 4), 2)
    means, _ = classes(gc, X, y)
    _, between = gc.fit_gaussian(means[y])
    np.testing.assert_allclose(gc.shared_covariance(X, y) + between, gc.fit_gaussian(X)[1], atol=1e-12)


@pytest.mark.parametrize("d", [1, 2, 5, 40])
def test_log_density_agrees_with_scipy(gc, rng, d):
    """Log-density and log-likelihood are those of scipy.stats."""
    mu, Sigma, X = rng.normal(size=d), covariance(rng, d), rng.normal(0.5, 2.0, size=(9, d))
    expected = scipy.stats.multivariate_normal(mu, Sigma).logpdf(X)
    np.testing.assert_allclose(gc.log_density(X, mu, Sigma), expected, rtol=1e-11)
    assert gc.log_likelihood(X, mu, Sigma) == pytest.approx(expected.sum(), rel=1e-11)


def test_one_sample_is_enough(gc, rng):
    """A single row gives an array of one log-density."""
    mu, Sigma, X = rng.normal(size=3), covariance(rng, 3), rng.normal(size=(1, 3))
    assert gc.log_density(X, mu, Sigma).shape == (1,)


def test_far_tails_and_tiny_determinants_stay_finite(gc, rng):
    """A million deviations out, and with a determinant of 1e-1600, values agree with the formula on paper."""
    far = gc.log_density(np.array([[1e6, 0.0], [0.0, -1e150]]), np.zeros(2), np.eye(2))
    np.testing.assert_allclose(far, [-5e11 - np.log(2 * np.pi), -5e299], rtol=1e-14)
    d = 400
    expected = -0.5 * d * (np.log(2 * np.pi) + np.log(1e-4) + 1)
    found = gc.log_density(np.full((1, d), 1e-2), np.zeros(d), 1e-4 * np.eye(d))
    np.testing.assert_allclose(found, [expected], rtol=1e-12)


def test_the_fit_is_the_maximum_of_the_likelihood(gc, rng):
    """Central differences of the log-likelihood vanish at the fitted mean and covariance."""
    X, h = rng.normal(1.0, 2.0, size=(20, 3)) @ rng.normal(size=(3, 3)), 1e-5
    mu, Sigma = gc.fit_gaussian(X)
    for step in h * np.eye(3):
        slope = (gc.log_likelihood(X, mu + step, Sigma) - gc.log_likelihood(X, mu - step, Sigma)) / (2 * h)
        assert abs(slope) < 1e-6
    for i, j in [(0, 0), (1, 1), (0, 1), (1, 2)]:
        step = np.zeros((3, 3))
        step[i, j] = step[j, i] = h
        slope = (gc.log_likelihood(X, mu, Sigma + step) - gc.log_likelihood(X, mu, Sigma - step)) / (2 * h)
        assert abs(slope) < 1e-4


@pytest.mark.parametrize("d", [1, 3, 6])
def test_linear_discriminant_agrees_with_scikit_learn(gc, rng, d):
    """Weights and bias are those of linear discriminant analysis, which also takes label 1's side."""
    X, y = labelled(rng, (13, 7 + d), d)
    model = LinearDiscriminantAnalysis(solver="lsqr").fit(X, y)
    means, _ = classes(gc, X, y)
    w, b = gc.linear_discriminant(means[1], means[0], gc.shared_covariance(X, y), 7 + d, 13)
    np.testing.assert_allclose(w, model.coef_[0], rtol=1e-8)
    assert b == pytest.approx(model.intercept_[0], rel=1e-8)


def test_linear_discriminant_is_the_log_odds_of_the_posterior(gc, rng):
    """The sigmoid of w x + b is the posterior of label 1 with one covariance."""
    means, Sigma, X = rng.normal(size=(2, 4)), covariance(rng, 4), rng.normal(size=(9, 4))
    w, b = gc.linear_discriminant(means[1], means[0], Sigma, 3, 11)
    shares = gc.posterior(X, means, Sigma, np.array([11, 3]) / 14)
    np.testing.assert_allclose(shares[:, 1], scipy.special.expit(X @ w + b), rtol=1e-10)


@pytest.mark.parametrize("counts", COUNTS)
def test_posterior_with_one_covariance_agrees_with_scikit_learn(gc, rng, counts):
    """Probabilities and predictions are those of linear discriminant analysis."""
    X, y = labelled(rng, counts, 3)
    model = LinearDiscriminantAnalysis(solver="lsqr").fit(X, y)
    arguments = classes(gc, X, y)[0], gc.shared_covariance(X, y), gc.class_priors(y)
    new = rng.normal(1.0, 3.0, size=(30, 3))
    np.testing.assert_allclose(gc.posterior(new, *arguments), model.predict_proba(new), rtol=1e-7, atol=1e-12)
    np.testing.assert_array_equal(gc.predict(new, *arguments), model.predict(new))


@pytest.mark.parametrize("counts", COUNTS)
def test_posterior_with_a_covariance_each_agrees_with_scipy(gc, rng, counts):
    """Probabilities are the normalised products of priors and scipy's densities."""
    k, d = len(counts), 2
    means, covariances = rng.normal(size=(k, d)), np.stack([covariance(rng, d) for _ in range(k)])
    priors, X = np.array(counts) / sum(counts), rng.normal(size=(12, d))
    joint = np.stack(
        [
            p * scipy.stats.multivariate_normal(m, S).pdf(X)
            for p, m, S in zip(priors, means, covariances, strict=True)
        ],
        axis=1,
    )
    shares = gc.posterior(X, means, covariances, priors)
    np.testing.assert_allclose(shares, joint / joint.sum(axis=1, keepdims=True), rtol=1e-10)
    np.testing.assert_array_equal(gc.predict(X, means, covariances, priors), joint.argmax(axis=1))


def test_quadratic_discriminant_analysis_predicts_the_same(gc, rng):
    """scikit-learn's quadratic analysis divides by n − 1; with its own means and covariances we agree."""
    X, y = labelled(rng, (20, 30, 25), 3)
    model = QuadraticDiscriminantAnalysis(store_covariance=True).fit(X, y)
    new = rng.normal(1.0, 3.0, size=(40, 3))
    shares = gc.posterior(new, model.means_, np.stack(model.covariance_), model.priors_)
    np.testing.assert_allclose(shares, model.predict_proba(new), rtol=1e-7, atol=1e-12)


def test_posterior_is_finite_where_all_densities_underflow(gc):
    """A thousand deviations from both means the posterior still is the sigmoid of the log-odds."""
    means = np.array([[-1.0, 0.0], [1.0, 0.0]])
    shares = gc.posterior(np.array([[0.3, 1000.0]]), means, np.eye(2), np.array([0.5, 0.5]))
    np.testing.assert_allclose(shares, [[1 - scipy.special.expit(0.6), scipy.special.expit(0.6)]], rtol=1e-9)


@pytest.mark.parametrize("dtype", ["int8", "int16", "uint8", "uint16"])
def test_narrow_integers_give_what_their_floats_give(gc, rng, dtype):
    """Differences, sums and products of these numbers do not fit into their type."""
    ends = np.iinfo(dtype)
    X = rng.integers(ends.min, ends.max + 1, size=(40, 2)).astype(dtype)
    X[0], X[1] = ends.max, ends.min
    Sigma, counts = (100 * np.eye(2) + 20).astype(dtype), np.array([113, 7], dtype=dtype)
    y = rng.permutation(np.arange(40) % 2).astype(dtype)
    wide = X.astype(float), Sigma.astype(float), counts.astype(float)
    for narrow, floats in [
        (gc.fit_gaussian(X), gc.fit_gaussian(wide[0])),
        (gc.shared_covariance(X, y), gc.shared_covariance(wide[0], y.astype(int))),
        (gc.log_density(X, X[2], Sigma), gc.log_density(wide[0], wide[0][2], wide[1])),
        (gc.log_likelihood(X, X[2], Sigma), gc.log_likelihood(wide[0], wide[0][2], wide[1])),
        (gc.posterior(X, X[:2], Sigma, counts), gc.posterior(wide[0], wide[0][:2], *wide[1:])),
        (gc.predict(X, X[:2], Sigma, counts), gc.predict(wide[0], wide[0][:2], *wide[1:])),
    ]:
        for found, expected in (
            zip(narrow, floats, strict=True) if isinstance(narrow, tuple) else [(narrow, floats)]
        ):
            np.testing.assert_array_equal(found, expected)
    w, b = gc.linear_discriminant(X[0], X[1], Sigma, *counts)
    expected_w, expected_b = gc.linear_discriminant(wide[0][0], wide[0][1], wide[1], 113, 7)
    np.testing.assert_array_equal(w, expected_w)
    assert b == expected_b


@pytest.mark.parametrize(("dtype", "count"), [("uint8", 300), ("int8", 200), ("uint8", 256)])
def test_classes_outgrow_the_type_of_their_labels(gc, rng, dtype, count):
    """Counts are summed in wide integers, and the largest number of the type is a label."""
    last = int(np.iinfo(dtype).max)
    y = rng.permutation(np.repeat([0, last], [count, 2 * count]))
    priors = gc.class_priors(y.astype(dtype))
    assert priors.shape == (last + 1,)
    np.testing.assert_allclose(priors[[0, last]], [1 / 3, 2 / 3], rtol=1e-14)
    X = rng.normal(size=(3 * count, 2))
    np.testing.assert_array_equal(gc.shared_covariance(X, y.astype(dtype)), gc.shared_covariance(X, y))


def test_small_probabilities_keep_their_relative_digits(gc):
    """Log-odds of -575 are a probability of 1e-250, to twelve digits."""
    distance = np.array([5.0, 20.0, 33.9])
    shares = gc.posterior(np.zeros((1, 1)), np.append(0, distance)[:, None], np.eye(1), np.ones(4))
    expected = np.exp(-(distance**2) / 2)
    np.testing.assert_allclose(shares[0, 1:], expected / (1 + expected.sum()), rtol=1e-12)
    assert shares[0, 3] < 1e-249


def test_the_stated_range_of_the_posterior(gc, rng):
    """Rows sum to 1 up to 1e150 deviations with a covariance each; beyond, squares overflow to NaN."""
    means, covariances = rng.normal(size=(2, 2)), np.stack([np.eye(2), 3 * np.eye(2)])
    X = np.array([[1e20, 0.0], [0.0, -1e100], [7e149, 7e149]])
    shares = gc.posterior(X, means, covariances, np.array([0.9, 0.1]))
    np.testing.assert_array_equal(shares, [[0.0, 1.0]] * 3)
    with np.errstate(over="ignore", invalid="ignore"):
        assert np.isnan(
            gc.posterior(np.array([[1e160, 0.0]]), means, covariances, np.array([0.9, 0.1]))
        ).all()


def test_a_prior_of_zero_wins_nowhere_and_a_tiny_one_counts(gc):
    """However large the density of the class is; log(0 + 1e-300) would let it win here."""
    means, X = np.array([[60.0], [0.0], [1.0]]), np.array([[60.0]])
    assert gc.posterior(X, means, np.eye(1), np.array([0.0, 0.5, 0.5]))[0, 0] == 0.0
    assert gc.predict(X, means, np.eye(1), np.array([0.0, 0.5, 0.5]))[0] == 2
    assert gc.predict(X, means, np.eye(1), np.array([1e-250, 0.5, 0.5]))[0] == 0


def test_a_prior_of_zero_is_a_probability_of_zero(gc, rng):
    """Also at the mean of that class and far out, and without a warning."""
    means, X = rng.normal(size=(3, 2)), np.vstack([rng.normal(size=(4, 2)), [[1e5, 1e5]]])
    X[0] = means[1]
    shares = gc.posterior(X, means, np.eye(2), np.array([0.5, 0.0, 0.5]))
    assert not shares[:, 1].any()
    np.testing.assert_allclose(shares.sum(axis=1), 1.0, rtol=1e-14)
    assert 1 not in gc.predict(X, means, np.eye(2), np.array([0.5, 0.0, 0.5]))


@pytest.mark.parametrize("function", ["fit_gaussian", "shared_covariance"])
def test_large_means_cost_no_digits(gc, rng, function):
    """Means of a million leave the covariance as it was to nine digits."""
    X, y = labelled(rng, (9, 14), 3)
    X = np.round(X * 2**20) / 2**20  # exact also after the shift
    near, far = ((gc.fit_gaussian(Z)[1],) if function == "fit_gaussian" else (gc.shared_covariance(Z, y),)
                 for Z in (X, X + 1e6))  # fmt: skip
    np.testing.assert_allclose(far, near, rtol=0, atol=1e-9 * np.abs(near).max())


def results(gc, X, y):
    """Every array that the functions return, and whatever else they return as a number."""
    means, covariances = classes(gc, X, y)
    Sigma, priors = gc.shared_covariance(X, y), gc.class_priors(y).astype(means.dtype)
    w, b = gc.linear_discriminant(means[1], means[0], Sigma, 3, 4)
    return {
        "means": means,
        "covariances": covariances,
        "shared_covariance": Sigma,
        "log_density": gc.log_density(X, means[0], Sigma),
        "linear_discriminant": w,
        "posterior": gc.posterior(X, means, Sigma, priors),
    }, [b, gc.log_likelihood(X, means[0], Sigma)]


@pytest.mark.parametrize(
    ("given", "result"),
    [
        ("float32", "float32"), ("float64", "float64"), ("int64", "float64"), ("uint8", "float64"),
        ("int16", "float64"), ("uint16", "float64"),
    ],
)  # fmt: skip
def test_floating_types_are_kept_and_integers_become_float64(gc, rng, given, result):
    """Every array has the type of the convention, numbers are Python floats, labels are integers."""
    X, y = rng.integers(0, 250, size=(14, 3)).astype(given), np.repeat([0, 1], 7)
    arrays, numbers = results(gc, X, y)
    assert {name: value.dtype.name for name, value in arrays.items()} == dict.fromkeys(arrays, result)
    assert {type(number) for number in numbers} == {float}
    assert gc.class_priors(y.astype(np.uint8)).dtype == np.float64
    assert gc.predict(X, arrays["means"], np.eye(3), np.array([1.0, 1.0])).dtype.kind == "i"


def test_float32_results_are_those_of_float64_to_single_precision(gc, rng):
    """Single precision loses digits and nothing else."""
    X, y = labelled(rng, (9, 12), 3)
    single, _ = results(gc, X.astype(np.float32), y)
    double, _ = results(gc, X.astype(np.float32).astype(np.float64), y)
    for name, value in single.items():
        np.testing.assert_allclose(value, double[name], rtol=1e-3, atol=1e-4, err_msg=name)


def test_arguments_are_not_modified(gc, rng):
    """Read-only arrays are enough for every function."""
    X, y = labelled(rng, (9, 12), 3)
    X.flags.writeable = y.flags.writeable = False
    arrays, numbers = results(gc, X, y)
    for array in arrays.values():
        array.flags.writeable = False
    means, Sigma, priors = arrays["means"], arrays["shared_covariance"], gc.class_priors(y)
    priors.flags.writeable = False
    assert np.isfinite(numbers).all()
    assert gc.predict(X, means, Sigma, priors).shape == (21,)
    assert gc.predict(X, means, arrays["covariances"], priors).shape == (21,)


X3, Y3, MU, I2 = np.ones((3, 2)), np.array([0, 1, 0]), np.zeros(2), np.eye(2)
MEANS, HALF = np.zeros((2, 2)), np.array([0.5, 0.5])
SINGULAR, TURNED = np.ones((2, 2)), np.diag([-1.0, -2.0])
X_RULE, LABEL_RULE = "X must have shape (n, d) with n >= 1, got ", "y must hold integers >= 0, got "
DEFINITE, PRIORS = "a covariance must be positive definite, got\n", "priors must be 2 numbers >= 0 that "
BAD_CALLS = [
    ("class_priors", (np.array([], int),), "y must have shape (n,) with n >= 1, got (0,)"),
    ("class_priors", (np.array([[0, 1]]),), "y must have shape (n,) with n >= 1, got (1, 2)"),
    ("class_priors", (np.array([0, -1]),), LABEL_RULE + "int64 with the smallest -1"),
    ("class_priors", (np.array([0.0, 1.0]),), LABEL_RULE + "float64 with the smallest 0.0"),
    ("class_priors", (np.array([0, 3]), 3), "y must hold labels from 0 to k - 1 = 2, got 3"),
    ("fit_gaussian", (MU,), X_RULE + "(2,)"),
    ("fit_gaussian", (X3[:0],), X_RULE + "(0, 2)"),
    ("shared_covariance", (X3, Y3[:2]), "y must have one label per row of X, shape (3,), got (2,)"),
    ("shared_covariance", (X3[:0], Y3), X_RULE + "(0, 2)"),
    ("shared_covariance", (X3, Y3 - 1), LABEL_RULE + "int64 with the smallest -1"),
    ("log_density", (MU, MU, I2), X_RULE + "(2,)"),
    ("log_density", (X3, np.zeros(3), I2), "a mean must have shape (d,) = (2,), got (3,)"),
    ("log_density", (X3, MU, np.eye(3)), "Sigma must have shape (d, d) = (2, 2), got (3, 3)"),
    ("log_density", (X3, MU, SINGULAR), DEFINITE),
    ("log_density", (X3, MU, TURNED), DEFINITE),
    ("log_likelihood", (X3[:0], MU, I2), X_RULE + "(0, 2)"),
    ("log_likelihood", (X3, MU[:1], I2), "a mean must have shape (d,) = (2,), got (1,)"),
    ("log_likelihood", (X3, MU, TURNED), DEFINITE),
    ("linear_discriminant", (np.zeros(3), MU, I2, 1, 1), "a mean must have shape (d,) = (2,), got (3,)"),
    ("linear_discriminant", (MU, np.zeros(1), I2, 1, 1), "a mean must have shape (d,) = (2,), got (1,)"),
    ("linear_discriminant", (MU, MU, np.ones((2, 3)), 1, 1), "Sigma must have shape (d, d) = (2, 2), got "),
    ("linear_discriminant", (MU, MU, SINGULAR, 1, 1), DEFINITE),
    ("linear_discriminant", (MU, MU, I2, 0, 5), "n1 and n0 must be > 0, got 0 and 5"),
    ("linear_discriminant", (MU, MU, I2, 5, -1), "n1 and n0 must be > 0, got 5 and -1"),
    ("posterior", (X3[0], MEANS, I2, HALF), X_RULE + "(2,)"),
    ("posterior", (X3, MU, I2, HALF), "means must have shape (K, d) = (K, 2) with K >= 1, got (2,)"),
    ("posterior", (X3, MEANS[:0], I2, HALF), "means must have shape (K, d) = (K, 2) with K >= 1, got (0, 2)"),
    ("posterior", (X3, np.eye(3), I2, HALF), "means must have shape (K, d) = (K, 2) with K >= 1, got (3, 3)"),
    ("posterior", (X3, MEANS, np.stack([I2] * 3), HALF), "covariances must have shape (d, d) = (2, 2) or "),
    ("posterior", (X3, MEANS, np.stack([I2, TURNED]), HALF), DEFINITE),
    ("posterior", (X3, MEANS, I2, np.ones(3)), PRIORS),
    ("posterior", (X3, MEANS, I2, np.array([1.5, -0.5])), PRIORS),
    ("predict", (X3, MEANS, I2, np.zeros(2)), PRIORS),
    ("predict", (X3, MEANS, SINGULAR, HALF), DEFINITE),
]


@pytest.mark.parametrize(("name", "args", "message"), BAD_CALLS)
def test_bad_input_is_refused_with_the_name_of_the_argument(gc, name, args, message):
    """Every message starts with what is wrong and ends with what came."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        getattr(gc, name)(*args)
