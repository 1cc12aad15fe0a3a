"""The reference of regularization against torch, scipy, differences and optimality conditions."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
import scipy.optimize
import scipy.stats
import torch


@pytest.fixture
def reg(load):
    return load("regularization")


@pytest.fixture
def rng():
    return np.random.default_rng(43)


def test_doctests(reg):
    outcome = doctest.testmod(reg)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("shape", [(6,), (3, 4), (2, 3, 2)])
def test_penalties_are_what_autograd_differentiates(reg, rng, shape):
    w = torch.tensor(rng.normal(size=shape), requires_grad=True)
    w.data.view(-1)[0] = 0.0
    for name, penalty in ("l1", 0.7 * w.abs().sum()), ("l2", 0.35 * (w**2).sum()):
        value = w.detach().numpy()
        assert getattr(reg, f"{name}_penalty")(value, 0.7) == pytest.approx(penalty.item())
        np.testing.assert_allclose(
            getattr(reg, f"{name}_grad")(value, 0.7), torch.autograd.grad(penalty, w)[0].numpy(), rtol=1e-12
        )


def test_l0_norm_is_the_limit_of_powers(reg, rng):
    w = rng.normal(size=(5, 4)) * (rng.random((5, 4)) < 0.5)
    assert reg.l0_norm(w) == round(float((np.abs(w[w != 0]) ** 1e-9).sum()))


def test_the_projection_is_the_nearest_point_of_the_ball(reg, rng):
    """A solver finds the same point."""
    w = 3 * rng.normal(size=5)
    found = scipy.optimize.minimize(
        lambda v: ((v - w) ** 2).sum(),
        np.zeros(5),
        constraints={"type": "ineq", "fun": lambda v: 1.5**2 - (v**2).sum()},
        tol=1e-12,
    )
    np.testing.assert_allclose(reg.project_l2_ball(w, 1.5), found.x, atol=1e-5)
    inside = reg.project_l2_ball(w, 100.0)
    np.testing.assert_array_equal(inside, w)


@pytest.mark.parametrize(
    ("prior", "law"),
    [("gaussian", scipy.stats.norm), ("laplace", scipy.stats.laplace)],
)
def test_priors_against_scipy(reg, rng, prior, law):
    w, X = rng.normal(size=3), rng.normal(size=(7, 3))
    y = rng.normal(size=7)
    wanted = scipy.stats.norm.logpdf(y, X @ w, np.sqrt(0.6)).sum() + law.logpdf(w, scale=1.7).sum()
    assert reg.log_posterior(w, X, y, 0.6, prior, 1.7) == pytest.approx(wanted, rel=1e-13)
    name = {"gaussian": "l2", "laplace": "l1"}[prior]
    lam = reg.map_penalty(prior, 1.7)
    for v in rng.normal(size=(4, 3)):
        penalty = getattr(reg, f"{name}_penalty")
        by_penalty = penalty(v, lam) - penalty(w, lam)
        assert law.logpdf(w, scale=1.7).sum() - law.logpdf(v, scale=1.7).sum() == pytest.approx(by_penalty)


def test_the_map_estimate_is_ridge_regression(reg, rng):
    """The maximum of the posterior with a Gaussian prior has a closed form."""
    X, y = rng.normal(size=(20, 3)), rng.normal(size=20)
    lam = 0.4 * reg.map_penalty("gaussian", 0.8)
    ridge = np.linalg.solve(X.T @ X + lam * np.eye(3), X.T @ y)
    best = reg.log_posterior(ridge, X, y, 0.4, "gaussian", 0.8)
    for step in 0.05 * rng.normal(size=(50, 3)):
        assert reg.log_posterior(ridge + step, X, y, 0.4, "gaussian", 0.8) < best


@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.9])
def test_dropout_has_the_moments_of_torch(reg, rng, p):
    x = np.full((400, 500), 3.0)
    y, mask = reg.dropout_forward(x, p, rng)
    torch.manual_seed(1)
    theirs = torch.nn.functional.dropout(torch.tensor(x), p).numpy()
    np.testing.assert_allclose(np.unique(y), np.unique(theirs), rtol=1e-12)
    assert (y == 0).mean() == pytest.approx(p, abs=0.01)
    assert y.mean() == pytest.approx(3.0, abs=0.06)
    np.testing.assert_array_equal(y, x * mask)


def test_the_gradient_of_dropout_is_that_of_autograd(reg, rng):
    x, dout = rng.normal(size=(6, 5)), rng.normal(size=(6, 5))
    _, mask = reg.dropout_forward(x, 0.4, rng)
    leaf = torch.tensor(x, requires_grad=True)
    (leaf * torch.tensor(mask)).backward(torch.tensor(dout))
    np.testing.assert_allclose(reg.dropout_backward(dout, mask), leaf.grad.numpy(), rtol=1e-12)


def test_noise_is_normal(reg, rng):
    noise = reg.gaussian_noise(np.full((300, 300), 5.0), 2.0, rng) - 5
    assert scipy.stats.kstest(noise.ravel(), scipy.stats.norm(scale=2.0).cdf).pvalue > 1e-4


def test_evaluation_changes_nothing_and_draws_nothing(reg, rng):
    x = rng.normal(size=(3, 4))
    before = rng.bit_generator.state
    y, mask = reg.dropout_forward(x, 0.5, rng, train=False)
    quiet = reg.gaussian_noise(x, 0.5, rng, train=False)
    np.testing.assert_array_equal(y, x)
    np.testing.assert_array_equal(mask, np.ones_like(x))
    np.testing.assert_array_equal(quiet, x)
    assert rng.bit_generator.state == before


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int8, np.uint16])
def test_kinds_of_numbers(reg, rng, dtype):
    """float32 stays float32, integers become float64 before they are squared."""
    w = np.array([[100, 3], [0, 120]], dtype=dtype)
    wanted = np.float32 if dtype == np.float32 else np.float64
    results = (
        reg.l1_grad(w, 0.5), reg.l2_grad(w, 0.5), reg.project_l2_ball(w, 2.0), *reg.dropout_forward(w, 0.5, rng),
        reg.dropout_backward(w, w), reg.gaussian_noise(w, 1.0, rng), reg.gaussian_noise(w, 1.0, rng, train=False),
    )  # fmt: skip
    assert {result.dtype for result in results} == {np.dtype(wanted)}
    assert reg.l2_penalty(w, 2.0) == pytest.approx(100**2 + 9 + 120**2)
    assert reg.l1_penalty(w, 1.0) == pytest.approx(223)


@pytest.mark.parametrize("bad", [-1.0, float("nan")])
def test_numbers_out_of_range_are_refused(reg, rng, bad):
    w = np.ones(2)
    for call in (
        lambda: reg.l1_penalty(w, bad), lambda: reg.l1_grad(w, bad), lambda: reg.l2_penalty(w, bad),
        lambda: reg.l2_grad(w, bad), lambda: reg.project_l2_ball(w, bad), lambda: reg.map_penalty("laplace", bad),
        lambda: reg.log_posterior(w, np.eye(2), w, bad, "gaussian", 1.0), lambda: reg.gaussian_noise(w, bad, rng),
        lambda: reg.dropout_forward(w, bad, rng), lambda: reg.dropout_forward(w, 1.0, rng, train=False),
        lambda: reg.map_penalty("normal", 1.0),
    ):  # fmt: skip
        with pytest.raises(ValueError, match="must be"):
            call()
