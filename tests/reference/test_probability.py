"""The reference of probability against scipy, closed forms, its own properties and extremes."""

from __future__ import annotations

import doctest
import math
import re

import numpy as np
import pytest
import scipy.special
import scipy.stats


@pytest.fixture
def pr(load):
    return load("probability")


@pytest.fixture
def rng():
    return np.random.default_rng(17)


def table(rng, *shape):
    weights = rng.uniform(0.2, 1.0, size=shape)
    return weights / weights.sum()


def test_doctests(pr):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(pr)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_worked_example_of_the_statement(pr):
    """The numbers that the statement works out by hand."""
    joint = np.array([[0.1, 0.4, 0.1], [0.0, 0.2, 0.2]])
    np.testing.assert_allclose(pr.marginal(joint, 0), [0.1, 0.6, 0.3])
    np.testing.assert_allclose(pr.marginal(joint, 1), [0.6, 0.4])
    np.testing.assert_allclose(pr.conditional(joint, 0)[1], [0.0, 0.5, 0.5])
    np.testing.assert_allclose(pr.conditional(joint, 1)[:, 2], [1 / 3, 2 / 3])
    assert not pr.are_independent(joint)
    np.testing.assert_allclose(
        pr.bayes_posterior(np.array([0.6, 0.4]), np.array([1 / 6, 1 / 2])), [1 / 3, 2 / 3]
    )
    ill = pr.bayes_posterior(np.array([0.01, 0.99]), np.array([0.9, 0.05]))
    np.testing.assert_allclose(ill, [2 / 13, 11 / 13])
    x = np.array([1.0, 1.0, 5.0, 5.0])
    assert pr.gaussian_mle(x) == (3.0, 2.0)
    assert pr.gaussian_log_likelihood(x, 3.0, 2.0) == pytest.approx(-8.448343, abs=5e-7)
    X, y = np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 4.0])
    assert pr.linear_nll(X, y, np.array([2.0]), 1.0, 1.0) == pytest.approx(3.256816, abs=5e-7)


def test_density_and_probability_of_a_height(pr):
    """The notes' interval from 1.79 m to 1.81 m, with the mean and the deviation of the statement."""
    assert pr.gaussian_pdf(np.array([1.8]), 1.75, 0.07)[0] == pytest.approx(4.4159, abs=5e-5)
    assert pr.gaussian_interval(1.79, 1.81, 1.75, 0.07) == pytest.approx(0.0881716139, abs=5e-11)


@pytest.mark.parametrize(
    ("p", "answer"),
    [
        ([0.2, 0.8], True), ([1.0], True), ([[0.5, 0.0], [0.25, 0.25]], True), ([1 + 2e-7], True),
        ([], False), ([0.0], False), ([1.2, -0.2], False), ([0.5, np.nan], False), ([np.inf], False),
        ([1 + 2e-6], False), ([np.inf, -np.inf], False), ([1e25, 1.0, -1e25], False),
    ],
)  # fmt: skip
def test_axioms(pr, p, answer):
    """Both axioms, with the tolerance of the statement."""
    with np.errstate(invalid="ignore"):
        assert pr.is_distribution(np.array(p)) is answer


def test_no_table_near_the_border_is_exactly_on_it(pr, rng):
    """The entry of equivalent.toml: a sum never differs from 1 by exactly the tolerance."""
    for dtype in np.float32, np.float64:
        for steps in range(-3, 4):
            p = np.array([1 + 1e-6], dtype=dtype)
            p += steps * np.finfo(dtype).eps
            assert abs(p.sum() - 1) != pr.TOLERANCE


def test_events_add_up(pr, rng):
    """Disjoint intervals add up, both ends belong to an interval, and an empty one has probability 0."""
    values, p = rng.permutation(20) - 7, table(rng, 20)
    assert pr.event_probability(values, p, -math.inf, math.inf) == pytest.approx(1.0)
    parts = [pr.event_probability(values, p, low, low + 4) for low in range(-7, 13, 5)]
    assert sum(parts) == pytest.approx(1.0)
    for value, share in zip(values, p, strict=True):
        assert pr.event_probability(values, p, value, value) == share
    assert pr.event_probability(values, p, 3, 2) == 0.0


@pytest.mark.parametrize("shape", [(3, 4), (2, 3, 4), (3, 3, 3), (2, 1, 3, 2)])
def test_marginal_and_conditional_agree(pr, rng, shape):
    """Conditional times marginal is the joint table, for every axis and in every cell."""
    joint = table(rng, *shape)
    joint.flat[1] = 0.0
    joint /= joint.sum()
    for axis in range(len(shape)):
        condition = joint
        for other in reversed([a for a in range(len(shape)) if a != axis]):
            condition = pr.marginal(condition, other) if condition.ndim > 1 else condition
        given = pr.conditional(joint, axis)
        aligned = condition.reshape([-1 if a == axis else 1 for a in range(len(shape))])
        np.testing.assert_allclose(given * aligned, joint, rtol=1e-13)
        others = tuple(a for a in range(len(shape)) if a != axis)
        np.testing.assert_allclose(given.sum(axis=others), 1.0, rtol=1e-13)
        np.testing.assert_array_equal(given, pr.conditional(joint, axis - len(shape)))


def test_a_condition_that_never_holds_gives_zeros(pr, rng):
    """Without a warning, and beside conditions of 1e-290 that hold."""
    joint = table(rng, 4, 3)
    joint[:, 0], joint[:, 1] = 0.0, joint[:, 1] * 1e-290
    given = pr.conditional(joint / joint.sum(), 1)
    np.testing.assert_array_equal(given[:, 0], np.zeros(4))
    np.testing.assert_allclose(given.sum(axis=0), [0.0, 1.0, 1.0], rtol=1e-13)


@pytest.mark.parametrize(("m", "k"), [(1, 2), (5, 3), (40, 4)])
def test_bayes_agrees_with_the_formula(pr, rng, m, k):
    """Where products fit into a float, the posterior is the formula as it is written."""
    prior, likelihood = table(rng, k), rng.uniform(0.1, 0.9, size=(m, k))
    products = prior * likelihood.prod(axis=0)
    np.testing.assert_allclose(pr.bayes_posterior(prior, likelihood), products / products.sum(), rtol=1e-12)
    one = pr.bayes_posterior(prior, likelihood[0])
    np.testing.assert_array_equal(one, pr.bayes_posterior(prior, likelihood[:1]))


def test_bayes_for_thousands_of_observations(pr, rng):
    """The binomial coins have a closed form: log-odds are sums."""
    heads = rng.random(5000) < 0.52
    likelihood = np.where(heads[:, None], [0.5, 0.55], [0.5, 0.45])
    log_odds = heads.sum() * np.log(0.55 / 0.5) + (~heads).sum() * np.log(0.45 / 0.5)
    posterior = pr.bayes_posterior(np.array([0.3, 0.7]), likelihood)
    expected = scipy.special.expit(log_odds + np.log(0.7 / 0.3))
    np.testing.assert_allclose(posterior, [1 - expected, expected], rtol=1e-9)


def test_bayes_at_the_extremes(pr):
    """A turn after a factor of 1e-400, overflow on the way, zeros, and no observation at all."""
    half = np.array([0.5, 0.5])
    turn = np.array([[1e-200, 1.0]] * 2 + [[1.0, 1e-200]] * 2 + [[0.3, 0.6]])
    np.testing.assert_allclose(pr.bayes_posterior(half, turn), [1 / 3, 2 / 3], rtol=1e-9)
    large = np.array([[1e200, 2e200]] * 2 + [[1e-200, 1e-200]] * 2)
    np.testing.assert_allclose(pr.bayes_posterior(half, large), [0.2, 0.8], rtol=1e-9)
    np.testing.assert_array_equal(pr.bayes_posterior(half, np.array([[1.0, 0.0], [1e-300, 1.0]])), [1.0, 0.0])
    np.testing.assert_allclose(pr.bayes_posterior(np.array([0.25, 0.75]), np.zeros((0, 2))), [0.25, 0.75])


def test_independence_against_the_rank(pr, rng):
    """A table with positive marginals is independent exactly if it has rank 1."""
    for a, b in (2, 2), (3, 5), (4, 4):
        product, other = np.outer(table(rng, a), table(rng, b)), table(rng, a, b)
        for joint in product, other:
            assert pr.are_independent(joint) is bool(np.linalg.matrix_rank(joint, tol=1e-6) == 1)


def test_conditional_independence_needs_every_value_of_c(pr, rng):
    """One dependent slice is enough, however rare it is; an impossible one is not."""
    parts = [np.outer(table(rng, 3), table(rng, 2)) for _ in range(3)]
    dependent = table(rng, 3, 2)
    assert not pr.are_independent(dependent)
    for weight, answer in (0.3, False), (1e-12, False), (1e-250, False), (0.0, True):
        weights = np.array([0.6 - weight, 0.4, weight])
        joint3 = np.stack([w * p for w, p in zip(weights, [*parts[:2], dependent], strict=True)], axis=2)
        assert pr.are_conditionally_independent(joint3) is answer
    joint3 = np.stack([w * p for w, p in zip((0.2, 0.3, 0.5), parts, strict=True)], axis=2)
    assert pr.are_conditionally_independent(joint3)
    assert not pr.are_conditionally_independent(np.moveaxis(joint3, 2, 0))


@pytest.mark.parametrize(("mu", "sigma"), [(0.0, 1.0), (-3.0, 0.02), (1e6, 40.0), (1e-25, 1e-25)])
def test_density_and_likelihood_agree_with_scipy(pr, rng, mu, sigma):
    """Density, log-likelihood and intervals are those of scipy.stats."""
    law = scipy.stats.norm(mu, sigma)
    x = rng.normal(mu, 2 * sigma, size=(5, 3))
    np.testing.assert_allclose(pr.gaussian_pdf(x, mu, sigma), law.pdf(x), rtol=1e-11)
    assert pr.gaussian_log_likelihood(x.ravel(), mu, sigma) == pytest.approx(law.logpdf(x).sum(), rel=1e-11)
    for low, high in (-1.0, 0.5), (0.2, 2.0), (-math.inf, 0.3), (-0.7, math.inf), (-3.0, -1.0):
        a, b = mu + low * sigma, mu + high * sigma
        assert pr.gaussian_interval(a, b, mu, sigma) == pytest.approx(law.cdf(b) - law.cdf(a), rel=1e-9)


@pytest.mark.parametrize(("low", "high"), [(9.0, 10.0), (20.0, math.inf), (30.0, 31.0), (6.0, 6.5)])
def test_tails_keep_their_digits(pr, low, high):
    """Upper and lower tails agree with scipy's logarithm of the distribution function."""
    below = scipy.special.log_ndtr([-low, -high])
    expected = math.exp(below[0]) * -math.expm1(below[1] - below[0])
    assert pr.gaussian_interval(low, high, 0.0, 1.0) == pytest.approx(expected, rel=1e-10)
    assert pr.gaussian_interval(-high, -low, 0.0, 1.0) == pr.gaussian_interval(low, high, 0.0, 1.0)


@pytest.mark.parametrize("low", [0.0, 1e-9, 0.3, 0.99, 1.0])
def test_mirror_near_the_mean_changes_nothing(pr, low):
    """The entries of equivalent.toml: near the mean both differences are good to twelve digits."""
    plain = 0.5 * (math.erfc(-(low + 0.01) / math.sqrt(2)) - math.erfc(-low / math.sqrt(2)))
    assert pr.gaussian_interval(low, low + 0.01, 0.0, 1.0) == pytest.approx(plain, rel=1e-12)


def test_the_fit_is_the_maximum_of_the_likelihood(pr, rng):
    """Central differences of the log-likelihood vanish at the fitted mean and deviation."""
    x, h = rng.normal(2.0, 3.0, size=30), 1e-5
    mu, sigma = pr.gaussian_mle(x)
    assert (mu, sigma) == (pytest.approx(x.mean()), pytest.approx(x.std()))
    for step in (h, 0.0), (0.0, h):
        up = pr.gaussian_log_likelihood(x, mu + step[0], sigma + step[1])
        down = pr.gaussian_log_likelihood(x, mu - step[0], sigma - step[1])
        assert abs(up - down) / (2 * h) < 1e-6


def test_large_means_cost_no_digits(pr, rng):
    """A mean of 1e8 leaves the deviation as it was."""
    x = rng.integers(-9, 10, size=50) / 4
    assert pr.gaussian_mle(x + 1e8)[1] == pytest.approx(pr.gaussian_mle(x)[1], rel=1e-9)


def test_likelihood_of_a_linear_model(pr, rng):
    """It is the sum of scipy's log-densities around the predictions, and least squares minimises it."""
    X, y = rng.normal(size=(20, 3)), rng.normal(size=20)
    w, b = rng.normal(size=3), 0.7
    expected = -scipy.stats.norm(X @ w + b, 1.3).logpdf(y).sum()
    assert pr.linear_nll(X, y, w, b, 1.3) == pytest.approx(expected, rel=1e-12)
    best = np.linalg.lstsq(np.column_stack([X, np.ones(20)]), y, rcond=None)[0]
    h = 1e-5
    for step in h * np.eye(4):
        up, down = best + step, best - step
        slope = pr.linear_nll(X, y, up[:3], up[3], 1.3) - pr.linear_nll(X, y, down[:3], down[3], 1.3)
        assert abs(slope) / (2 * h) < 1e-6


def test_extremes_stay_finite(pr):
    """A product of densities that is 0 or infinite as a float has an ordinary logarithm."""
    assert pr.gaussian_log_likelihood(np.array([1e25]), 0.0, 1.0) == pytest.approx(-5e49)
    assert pr.gaussian_log_likelihood(np.zeros(2000), 0.0, 1e-90) == pytest.approx(
        2000 * (90 * math.log(10) - 0.5 * math.log(2 * math.pi))
    )


@pytest.mark.parametrize("dtype", ["int8", "int16", "uint8", "uint16"])
def test_narrow_integers_give_what_their_floats_give(pr, rng, dtype):
    """Differences, sums and products of these numbers do not fit into their type."""
    ends = np.iinfo(dtype)
    x = rng.integers(ends.min, ends.max + 1, size=12).astype(dtype)
    x[0], x[1] = ends.max, ends.min
    wide, mu, sigma = x.astype(float), np.dtype(dtype).type(100), np.dtype(dtype).type(90)
    np.testing.assert_array_equal(pr.gaussian_pdf(x, mu, sigma), pr.gaussian_pdf(wide, 100, 90))
    assert pr.gaussian_log_likelihood(x, mu, sigma) == pr.gaussian_log_likelihood(wide, 100, 90)
    assert pr.gaussian_mle(x) == pr.gaussian_mle(wide)
    assert pr.gaussian_interval(mu, np.dtype(dtype).type(120), sigma, sigma) == pr.gaussian_interval(
        100, 120, 90, 90
    )
    X = x.reshape(6, 2)
    assert pr.linear_nll(X, x[:6], x[2:4], mu, sigma) == pr.linear_nll(
        X.astype(float), wide[:6], wide[2:4], 100, 90
    )
    counts = np.maximum(x.astype(int), 1).astype(dtype).reshape(4, 3)
    prior = np.array([0.2, 0.3, 0.5])
    np.testing.assert_array_equal(
        pr.bayes_posterior(prior, counts), pr.bayes_posterior(prior, counts.astype(float))
    )
    certain = np.array([[0, 1], [0, 0]], dtype=dtype)
    assert pr.is_distribution(certain)
    assert pr.marginal(certain, 0).dtype == pr.conditional(certain, 1).dtype == np.float64


def test_float32_stays_float32(pr, rng):
    """Arrays keep the type; single numbers are Python's."""
    joint = table(rng, 3, 4).astype(np.float32)
    prior = table(rng, 3).astype(np.float32)
    results = (
        pr.marginal(joint, 0),
        pr.conditional(joint, 1),
        pr.bayes_posterior(prior, rng.random((5, 3)).astype(np.float32)),
        pr.gaussian_pdf(prior, 0.5, 1.0),
    )
    assert {result.dtype for result in results} == {np.dtype(np.float32)}
    assert {type(number) for number in pr.gaussian_mle(prior)} == {float}
    assert type(pr.event_probability(np.arange(3), prior, 0, 1)) is float


def test_arguments_are_not_modified(pr, rng):
    """Read-only arrays are enough."""
    joint3, prior, likelihood = table(rng, 2, 3, 2), table(rng, 3), rng.random((4, 3))
    for array in joint3, prior, likelihood:
        array.flags.writeable = False
    pr.conditional(joint3, 0)
    pr.are_conditionally_independent(joint3)
    pr.bayes_posterior(prior, likelihood)
    pr.gaussian_mle(prior)
    pr.linear_nll(likelihood, likelihood[:, 0], prior, 0.0, 1.0)


HALF, EVEN, X2 = np.array([0.5, 0.5]), np.full((2, 2), 0.25), np.ones((3, 2))
SUM, SIGMA = " must hold numbers >= 0 that sum to 1, got ", "sigma must be a finite number > 0, got "
BAD_CALLS = [
    ("event_probability", (np.arange(2), 2 * HALF, 0, 1), "p" + SUM),
    (
        "event_probability",
        (np.arange(3), HALF, 0, 1),
        "values and p must have one shape (k,), got (3,) and (2,)",
    ),
    ("marginal", (HALF, 0), "joint must have two or more axes, got shape (2,)"),
    ("marginal", (-EVEN, 0), "joint" + SUM),
    ("marginal", (EVEN, 2), "axis must be from -2 to 1, got 2"),
    ("conditional", (EVEN, -3), "given_axis must be from -2 to 1, got -3"),
    ("conditional", (EVEN * np.nan, 0), "joint" + SUM),
    (
        "bayes_posterior",
        (EVEN, HALF),
        "prior must have shape (K,) and likelihood (K,) or (m, K), got (2, 2) and (2,)",
    ),
    (
        "bayes_posterior",
        (HALF, X2.T),
        "prior must have shape (K,) and likelihood (K,) or (m, K), got (2,) and (2, 3)",
    ),
    ("bayes_posterior", (HALF, -X2), "likelihood must hold finite numbers >= 0, got "),
    ("bayes_posterior", (HALF, X2 * np.inf), "likelihood must hold finite numbers >= 0, got "),
    ("bayes_posterior", (HALF, np.eye(2)), "likelihood must be > 0 for a hypothesis with a prior > 0, got "),
    ("are_independent", (np.full((2, 2, 2), 0.125),), "joint must have shape (a, b), got (2, 2, 2)"),
    ("are_conditionally_independent", (EVEN,), "joint3 must have shape (a, b, c), got (2, 2)"),
    ("gaussian_pdf", (HALF, 0.0, 0.0), SIGMA + "0.0"),
    ("gaussian_pdf", (HALF, 0.0, math.inf), SIGMA + "inf"),
    ("gaussian_log_likelihood", (EVEN, 0.0, 1.0), "x must have shape (n,) with n >= 1, got (2, 2)"),
    ("gaussian_log_likelihood", (HALF, 0.0, -1.0), SIGMA + "-1.0"),
    ("gaussian_mle", (HALF[:0],), "x must have shape (n,) with n >= 1, got (0,)"),
    ("gaussian_interval", (1.0, 0.0, 0.0, 1.0), "a must not be above b, got 1.0 and 0.0"),
    ("gaussian_interval", (math.nan, 0.0, 0.0, 1.0), "a must not be above b, got nan and 0.0"),
    ("gaussian_interval", (0.0, 1.0, 0.0, math.nan), SIGMA + "nan"),
    (
        "linear_nll",
        (X2, HALF, HALF, 0.0, 1.0),
        "X, y and w must have shapes (n, d), (n,) and (d,) with n >= 1, got ",
    ),
    (
        "linear_nll",
        (X2[:0], HALF[:0], HALF, 0.0, 1.0),
        "X, y and w must have shapes (n, d), (n,) and (d,) with n",
    ),
    ("linear_nll", (X2, np.ones(3), HALF, 0.0, 0.0), SIGMA + "0.0"),
]


@pytest.mark.parametrize(("name", "args", "message"), BAD_CALLS)
def test_bad_input_is_refused_with_the_name_of_the_argument(pr, name, args, message):
    """Every message starts with what is wrong and ends with what came."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        getattr(pr, name)(*args)
