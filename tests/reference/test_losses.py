"""The reference of losses against torch, scipy, closed forms, its own properties and extremes."""

from __future__ import annotations

import doctest
import math
import re

import numpy as np
import pytest
import scipy.special
import torch


@pytest.fixture
def lo(load):
    return load("losses")


@pytest.fixture
def rng():
    return np.random.default_rng(29)


def rows(rng, n, k):
    P = rng.uniform(0.1, 1.0, size=(n, k))
    return P / P.sum(axis=1, keepdims=True)


def costs(y, y_hat):
    """A prediction that is too small costs 3 for each unit, one that is too large costs 1."""
    return np.where(y > y_hat, 3 * (y - y_hat), y_hat - y)


def double(x):
    return 2 * x


def test_doctests(lo):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(lo)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_worked_example_of_the_statement(lo):
    """The numbers that the statement works out by hand."""
    assert lo.binary_cross_entropy(np.array([1, 0]), np.array([0.5, 0.2])) == pytest.approx(
        0.458145, abs=5e-7
    )
    assert lo.binary_cross_entropy(np.array([1, 0, 1]), np.array([0.5, 0.2, 1.0])) == pytest.approx(
        0.305430, abs=5e-7
    )
    p = np.array([0.3])
    assert lo.focal_loss(np.array([1]), p, 2) == pytest.approx(0.589947, abs=5e-7)
    assert lo.focal_loss(np.array([0]), p, 2) == pytest.approx(0.032101, abs=5e-7)
    x, y, w = np.array([1.0, 2.0, 3.0]), np.array([3.0, 4.0, 4.0]), np.array([2.0, -1.0])
    assert lo.empirical_risk(costs, double, x, y) == pytest.approx(5 / 3)
    joint, xs, ys = np.array([[0.1, 0.4], [0.2, 0.3]]), np.array([2.0, 1.0]), np.array([5.0, 2.0])
    assert lo.expected_risk(costs, double, joint, xs, ys) == pytest.approx(2.9)
    assert lo.structural_risk(costs, double, x, y, w, 0.1, "l1") == pytest.approx(1.966667, abs=5e-7)
    assert lo.structural_risk(costs, double, x, y, w, 0.1, "l2") == pytest.approx(1.916667, abs=5e-7)


def test_figure_of_the_misconceptions(lo):
    """The errors 1 and −2: mean 2.5, half 1.25, sum 5; the focal loss with and without α."""
    assert lo.mse(np.array([1.0, 2.0]), np.array([0.0, 4.0])) == 2.5
    focal = lo.focal_loss(np.array([1]), np.array([0.3]), 2.0)
    assert (round(focal, 4), round(focal / 4, 4)) == (0.5899, 0.1475)


@pytest.mark.parametrize("n", [1, 2, 7, 100])
def test_losses_agree_with_torch(lo, rng, n):
    """Squared, absolute and mean squared loss; torch takes the prediction first."""
    y, y_hat = rng.normal(size=(2, n))
    truth, prediction = torch.tensor(y), torch.tensor(y_hat)
    functional = torch.nn.functional
    np.testing.assert_allclose(lo.squared(y, y_hat), functional.mse_loss(prediction, truth, reduction="none"))
    np.testing.assert_allclose(lo.absolute(y, y_hat), functional.l1_loss(prediction, truth, reduction="none"))
    assert lo.mse(y, y_hat) == pytest.approx(functional.mse_loss(prediction, truth).item())
    assert lo.mse(y, y_hat) == pytest.approx(lo.squared(y, y_hat).mean())


@pytest.mark.parametrize("n", [1, 3, 50])
def test_cross_entropies_agree_with_torch(lo, rng, n):
    """For hard and for soft truth, as long as torch clips nothing."""
    p, soft = rng.uniform(0.01, 0.99, size=(2, n))
    hard = rng.integers(0, 2, size=n)
    for y in hard, soft:
        expected = torch.nn.functional.binary_cross_entropy(torch.tensor(p), torch.tensor(y * 1.0))
        assert lo.binary_cross_entropy(y, p) == pytest.approx(expected.item(), rel=1e-12)
    Y, P = rows(rng, n, 4), rows(rng, n, 4)
    expected = torch.nn.functional.cross_entropy(torch.log(torch.tensor(P)), torch.tensor(Y))
    assert lo.categorical_cross_entropy(Y, P) == pytest.approx(expected.item(), rel=1e-12)


def test_binary_is_categorical_with_two_classes(lo, rng):
    """And the negative log-likelihood is its loss of one sample."""
    y, p = rng.integers(0, 2, size=9), rng.random(9)
    Y, P = np.stack([1 - y, y], axis=1), np.stack([1 - p, p], axis=1)
    value = lo.binary_cross_entropy(y, p)
    assert lo.categorical_cross_entropy(Y, P) == pytest.approx(value, rel=1e-12)
    assert lo.negative_log_likelihood(np.where(y == 1, p, 1 - p)).mean() == pytest.approx(value, rel=1e-12)


def test_gradient_of_the_cross_entropy(lo, rng):
    """Central differences in p agree with (p − y) / (p (1 − p) n)."""
    y, p, h = rng.integers(0, 2, size=6), rng.uniform(0.2, 0.8, size=6), 1e-6
    for i, step in enumerate(h * np.eye(6)):
        slope = (lo.binary_cross_entropy(y, p + step) - lo.binary_cross_entropy(y, p - step)) / (2 * h)
        assert slope == pytest.approx((p[i] - y[i]) / (p[i] * (1 - p[i]) * 6), rel=1e-6)


@pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0, 5.0])
def test_focal_loss_agrees_with_the_formula(lo, rng, gamma):
    """Far from 0 and 1 the formula can be computed as it is written."""
    y, p = rng.integers(0, 2, size=20), rng.uniform(0.1, 0.9, size=20)
    q = np.where(y == 1, p, 1 - p)
    assert lo.focal_loss(y, p, gamma) == pytest.approx(-((1 - q) ** gamma * np.log(q)).mean(), rel=1e-12)
    if gamma == 0:
        assert lo.focal_loss(y, p, gamma) == pytest.approx(lo.binary_cross_entropy(y, p), rel=1e-12)


@pytest.mark.parametrize("p", [1e-3, 1e-12, 1e-20, 1e-280])
def test_small_losses_keep_their_digits(lo, p):
    """ln(1 − p) = −p − p²/2 − …; the weight of the focal loss is p to the power of gamma."""
    zero, P = np.array([0]), np.array([p])
    expected = -math.log1p(-p)
    assert lo.binary_cross_entropy(zero, P) == pytest.approx(expected, rel=1e-14)
    assert lo.focal_loss(zero, P, 0.5) == pytest.approx(math.sqrt(p) * expected, rel=1e-13)


def test_zeros_and_infinities(lo):
    """0 · ln 0 is 0, everything else times ln 0 is infinite, and no warning is given."""
    certain = np.array([0.0, 1.0])
    assert lo.binary_cross_entropy(np.array([0, 1]), certain) == 0
    assert lo.binary_cross_entropy(np.array([1, 0]), certain) == math.inf
    assert lo.binary_cross_entropy(np.array([1e-300, 1.0]), certain) == math.inf
    assert lo.categorical_cross_entropy(np.eye(3), np.eye(3)) == 0
    assert lo.categorical_cross_entropy(np.eye(2), np.eye(2)[::-1]) == math.inf
    for gamma in 0, 2:
        assert lo.focal_loss(np.array([0, 1]), certain, gamma) == 0
        assert lo.focal_loss(np.array([1, 0]), certain, gamma) == math.inf
    np.testing.assert_array_equal(lo.negative_log_likelihood(certain), [math.inf, 0])


def test_tiny_probabilities_are_not_clipped(lo):
    """A probability of 1e-280 costs 280 ln 10."""
    one, p, cost = np.array([1]), np.array([1e-280]), 280 * math.log(10)
    assert lo.negative_log_likelihood(p)[0] == pytest.approx(cost)
    assert lo.binary_cross_entropy(one, p) == pytest.approx(cost)
    assert lo.focal_loss(one, p, 2) == pytest.approx(cost)
    assert lo.categorical_cross_entropy(np.array([[1, 0]]), np.array([[1e-280, 1.0]])) == pytest.approx(cost)


def test_entropy_is_the_smallest_cross_entropy(lo, rng):
    """The cross entropy of a distribution with itself is scipy's entropy; others are larger."""
    Y = rows(rng, 6, 4)
    smallest = lo.categorical_cross_entropy(Y, Y)
    assert smallest == pytest.approx(scipy.special.entr(Y).sum() / 6)
    assert lo.categorical_cross_entropy(Y, rows(rng, 6, 4)) > smallest


def test_zero_one_loss_is_the_error_rate(lo, rng):
    """Its mean over samples is the share of wrong labels."""
    y, y_hat = rng.integers(0, 3, size=(2, 40))
    assert lo.empirical_risk(lo.zero_one, lambda _: y_hat, y, y) == np.mean(y != y_hat)


@pytest.mark.parametrize("name", ["zero_one", "squared", "absolute"])
def test_expected_risk_of_shares_is_the_empirical_risk(lo, rng, name):
    """With the shares of the pairs among samples as probabilities."""
    loss, xs, ys = getattr(lo, name), np.arange(4), np.array([1, 2, 4])
    i, j = rng.integers(0, 4, size=60), rng.integers(0, 3, size=60)
    joint = np.zeros((4, 3))
    np.add.at(joint, (i, j), 1 / 60)
    expected = lo.empirical_risk(loss, double, xs[i], ys[j])
    assert lo.expected_risk(loss, double, joint, xs, ys) == pytest.approx(expected)


def test_expected_risk_of_the_best_models(lo, rng):
    """The conditional mean has the smallest squared risk, the conditional mode the smallest 0-1 risk."""
    joint, xs, ys = rng.dirichlet(np.ones(20)).reshape(4, 5), np.arange(4), np.arange(5.0)
    given = joint / joint.sum(axis=1, keepdims=True)
    mean, mode = given @ ys, ys[given.argmax(axis=1)]
    best = lo.expected_risk(lo.squared, lambda x: mean[x], joint, xs, ys)
    assert best == pytest.approx(float((joint * (ys - mean[:, None]) ** 2).sum()))
    assert lo.expected_risk(lo.squared, lambda x: mean[x] + 0.1, joint, xs, ys) > best
    smallest = lo.expected_risk(lo.zero_one, lambda x: mode[x], joint, xs, ys)
    assert smallest == pytest.approx(1 - joint.max(axis=1).sum())


def test_pairs_that_never_occur_cost_nothing(lo):
    """Also where the loss is infinite; with a probability above 0 the risk is infinite."""

    def harsh(y, y_hat):
        return np.where(y == y_hat, 0.5, np.inf)

    xs = np.arange(3)
    assert lo.expected_risk(harsh, lambda x: x, np.eye(3) / 3, xs, xs) == pytest.approx(0.5)
    joint = np.eye(3) / 3
    joint[0, 1] = 1e-250
    assert lo.expected_risk(harsh, lambda x: x, joint, xs, xs) == math.inf


def test_inputs_with_several_features(lo, rng):
    """Rows of xs are inputs, and f gets the whole table."""
    X, y, w = rng.normal(size=(5, 3)), rng.normal(size=5), rng.normal(size=3)
    risk = lo.empirical_risk(lo.squared, lambda X: X @ w, X, y)
    assert risk == pytest.approx(np.mean((y - X @ w) ** 2))
    even = np.eye(5) / 5
    assert lo.expected_risk(lo.squared, lambda X: X @ w, even, X, y) == pytest.approx(risk)
    ridge = lo.structural_risk(lo.squared, lambda X: X @ w, X, y, w, 0.3, "l2")
    assert ridge == pytest.approx(risk + 0.15 * w @ w)


@pytest.mark.parametrize("dtype", ["int8", "int16", "uint8", "uint16"])
def test_narrow_integers_give_what_their_floats_give(lo, rng, dtype):
    """Differences and squares of these numbers do not fit into their type."""
    ends = np.iinfo(dtype)
    y = rng.integers(ends.min, ends.max + 1, size=8).astype(dtype)
    y[0], y[1] = ends.max, ends.min
    y_hat, wide = y[::-1].copy(), y.astype(float)
    for name in "zero_one", "squared", "absolute", "mse":
        np.testing.assert_array_equal(getattr(lo, name)(y, y_hat), getattr(lo, name)(wide, wide[::-1]))
    labels, p = (np.arange(8) % 2).astype(dtype), rng.random(8)
    assert lo.binary_cross_entropy(labels, p) == lo.binary_cross_entropy(labels.astype(float), p)
    assert lo.focal_loss(labels, p, np.dtype(dtype).type(2)) == lo.focal_loss(labels.astype(float), p, 2.0)
    lam = np.dtype(dtype).type(100)
    for penalty in "l1", "l2":
        assert lo.structural_risk(costs, double, p, p, y, lam, penalty) == lo.structural_risk(
            costs, double, p, p, wide, 100.0, penalty
        )


def test_types_of_results(lo, rng):
    """float32 arrays stay float32, means are Python numbers, and the 0-1 loss is float64."""
    y, y_hat = rng.random((2, 5)).astype(np.float32)
    arrays = lo.squared(y, y_hat), lo.absolute(y, y_hat), lo.negative_log_likelihood(y)
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}
    assert lo.zero_one(y, y_hat).dtype == np.float64
    assert type(lo.mse(y, y_hat)) is type(lo.binary_cross_entropy(y, y_hat)) is float


def test_arguments_are_not_modified(lo, rng):
    """Read-only arrays are enough."""
    y, p, P = rng.integers(0, 2, size=4), rng.random(4), rows(rng, 4, 3)
    for array in y, p, P:
        array.flags.writeable = False
    lo.binary_cross_entropy(y, p)
    lo.categorical_cross_entropy(P, P)
    lo.focal_loss(y, p, 2.0)
    lo.structural_risk(costs, double, p, y, P, 0.5, "l2")


ONE, TWO, EVEN = np.array([1.0]), np.array([0.5, 1.0]), np.full((2, 2), 0.25)
PAIR, RANGE = "y and y_hat must have one shape (n,) with n >= 1, got ", " must hold numbers from 0 to 1, got "
RISK = "y must have shape (n,) with n >= 1, one entry for each row of X, got "
BAD_CALLS = [
    ("zero_one", (TWO, ONE), PAIR + "(2,) and (1,)"),
    ("squared", (TWO, TWO[:, None]), PAIR + "(2,) and (2, 1)"),
    ("absolute", (TWO[:0], TWO[:0]), PAIR + "(0,) and (0,)"),
    ("mse", (EVEN, EVEN), PAIR + "(2, 2) and (2, 2)"),
    ("negative_log_likelihood", (EVEN,), "p_true must have shape (n,) with n >= 1, got (2, 2)"),
    ("negative_log_likelihood", (2 * TWO,), "p_true" + RANGE),
    ("binary_cross_entropy", (TWO, -TWO), "p" + RANGE),
    ("binary_cross_entropy", (2 * TWO, TWO), "y" + RANGE),
    ("binary_cross_entropy", (TWO, ONE), "y and p must have one shape (n,) with n >= 1, got (2,) and (1,)"),
    (
        "categorical_cross_entropy",
        (TWO, TWO),
        "Y and P must have one shape (n, K) with n >= 1, got (2,) and (2,)",
    ),
    ("categorical_cross_entropy", (2 * EVEN, EVEN), "each row of P must sum to 1, got the sums [0.5 0.5]"),
    ("categorical_cross_entropy", (EVEN, 2 * EVEN), "each row of Y must sum to 1, got the sums [0.5 0.5]"),
    ("categorical_cross_entropy", (2 * EVEN, EVEN * np.nan), "P" + RANGE),
    ("focal_loss", (TWO, TWO, 2.0), "y must hold labels 0 and 1, got [0.5 1. ]"),
    ("focal_loss", (ONE, 2 * ONE, 2.0), "p" + RANGE),
    ("focal_loss", (ONE, ONE, -1.0), "gamma must be a finite number >= 0, got -1.0"),
    ("focal_loss", (ONE, ONE, math.inf), "gamma must be a finite number >= 0, got inf"),
    ("empirical_risk", (costs, double, TWO, ONE), RISK + "(1,) for (2,)"),
    ("empirical_risk", (costs, double, TWO[:0], TWO[:0]), RISK + "(0,) for (0,)"),
    (
        "expected_risk",
        (costs, double, EVEN, TWO, ONE),
        "joint must have shape (I, J) for xs with I rows and ys of ",
    ),
    ("expected_risk", (costs, double, 2 * EVEN, TWO, TWO), "joint must sum to 1, got 2.0"),
    ("expected_risk", (costs, double, -EVEN, TWO, TWO), "joint" + RANGE),
    ("structural_risk", (costs, double, TWO, ONE, TWO, 0.1, "l1"), RISK + "(1,) for (2,)"),
    (
        "structural_risk",
        (costs, double, TWO, TWO, TWO, -0.1, "l1"),
        "lam must be a finite number >= 0, got -0.1",
    ),
    (
        "structural_risk",
        (costs, double, TWO, TWO, TWO, 0.1, "l0"),
        'penalty must be "l1" or "l2", got \'l0\'',
    ),
]


@pytest.mark.parametrize(("name", "args", "message"), BAD_CALLS)
def test_bad_input_is_refused_with_the_name_of_the_argument(lo, name, args, message):
    """Every message starts with what is wrong and ends with what came."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        getattr(lo, name)(*args)
