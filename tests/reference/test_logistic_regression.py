"""The reference of logistic_regression against PyTorch, scikit-learn, its own properties and extremes."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression
from torch.nn import functional as F  # noqa: N812 - its usual name


@pytest.fixture
def lr(load):
    return load("logistic_regression")


@pytest.fixture
def rng():
    return np.random.default_rng(31)


def samples(rng, n, d):
    return rng.normal(size=(n, d)), rng.permutation(np.arange(n) % 2), rng.normal(size=d), float(rng.normal())


@pytest.mark.parametrize(("n", "d"), [(6, 3), (4, 4), (1, 2), (9, 1)])
def test_loss_and_gradient_agree_with_pytorch(lr, rng, n, d):
    X, y, w, b = samples(rng, n, d)
    weights = torch.from_numpy(w).requires_grad_()
    bias = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    z = torch.from_numpy(X) @ weights + bias
    loss = F.binary_cross_entropy_with_logits(z, torch.from_numpy(y).double())
    loss.backward()
    assert lr.binary_cross_entropy_with_logits(y, z.detach().numpy()) == pytest.approx(loss.item())
    dw, db = lr.gradient(X, y, w, b)
    np.testing.assert_allclose(dw, weights.grad.numpy(), rtol=1e-10)
    assert db == pytest.approx(bias.grad.item())


@pytest.mark.parametrize(("n", "d"), [(6, 3), (3, 3)])
def test_the_gradient_of_the_squared_error_agrees_with_pytorch(lr, rng, n, d):
    X, y, w, b = samples(rng, n, d)
    weights = torch.from_numpy(w).requires_grad_()
    p = torch.sigmoid(torch.from_numpy(X) @ weights + b)
    (0.5 * ((p - torch.from_numpy(y)) ** 2).mean()).backward()
    np.testing.assert_allclose(lr.squared_error_gradient(X, y, w, b)[0], weights.grad.numpy(), rtol=1e-9)


def test_a_long_descent_arrives_where_scikit_learn_does(lr, rng):
    X = rng.normal(size=(60, 2))
    y = (X[:, 0] + rng.normal(0.0, 1.0, size=60) > 0).astype(int)
    w, b = lr.fit(X, y, 1.0, 2000)
    model = LogisticRegression(C=1e12, tol=1e-10).fit(X, y)
    np.testing.assert_allclose(w, model.coef_[0], rtol=1e-3)
    assert b == pytest.approx(model.intercept_[0], rel=1e-2, abs=1e-3)


def test_the_weights_grow_on_separable_data_and_stay_finite(lr):
    X, y = np.array([[-2.0], [-1.0], [1.0], [3.0]]), np.array([0, 0, 1, 1])
    sizes = [lr.fit(X, y, 10.0, steps)[0][0] for steps in (10, 100, 1000, 5000)]
    assert sizes == sorted(sizes)
    assert np.isfinite(sizes).all()
    assert lr.binary_cross_entropy_with_logits(y, X[:, 0] * sizes[-1]) < 1e-3


@pytest.mark.parametrize("size", [40.0, 100.0, 700.0])
def test_sure_samples_have_all_their_digits(lr, size):
    assert lr.binary_cross_entropy_with_logits(np.array([1]), np.array([size])) == pytest.approx(
        math.exp(-size)
    )
    assert lr.binary_cross_entropy_with_logits(np.array([0]), np.array([size])) == size
    dw, _ = lr.squared_error_gradient(np.ones((1, 1)), np.array([0]), np.array([size]), 0.0)
    assert dw[0] == pytest.approx(math.exp(-size))


@pytest.mark.parametrize("w", [(3.0, 4.0), (1.0, 0.0), (0.0, -2.0), (1e-100, 1e-100)])
def test_points_of_the_line_have_the_logit_0(lr, w):
    w, t = np.array(w), np.linspace(-3.0, 3.0, 7)
    points = lr.decision_boundary_2d(w, 2 * w[0] - w[1], t)
    np.testing.assert_allclose(points @ (w / abs(w).max()), -(2 * w[0] - w[1]) / abs(w).max(), atol=1e-12)
    np.testing.assert_allclose(np.hypot(*(points - points[3]).T), np.abs(t), atol=1e-12)


def test_xor_is_separable_after_the_transform_and_not_before(lr):
    corners, labels = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    before = lr.fit(corners, labels, 1.0, 2000)
    after = lr.fit(lr.feature_transform_xor(corners), labels, 1.0, 2000)
    assert not ((lr.predict_proba(corners, *before) >= 0.5) == labels).all()
    assert ((lr.predict_proba(lr.feature_transform_xor(corners), *after) >= 0.5) == labels).all()


@pytest.mark.parametrize("wrong", [2, -1, 255])
def test_other_labels_are_refused(lr, wrong):
    with pytest.raises(ValueError, match="labels 0 and 1"):
        lr.gradient(np.ones((2, 1)), np.array([1, wrong]), np.ones(1), 0.0)
