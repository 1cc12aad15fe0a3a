"""The reference of softmax regression against PyTorch, SciPy, scikit-learn, closed forms and extremes."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.special
import torch
from sklearn.linear_model import LogisticRegression
from torch.nn import functional as F  # noqa: N812 - its usual name

AXES = [
    (shape, axis) for shape in [(5,), (4, 3), (3, 3), (2, 3, 4)] for axis in range(-len(shape), len(shape))
]


@pytest.fixture
def sr(load):
    return load("softmax_regression")


@pytest.fixture
def rng():
    return np.random.default_rng(41)


def batch(rng, n, K, scale=2.0):
    return rng.permutation(np.arange(n) % K), scale * rng.normal(size=(n, K))


@pytest.mark.parametrize(("shape", "axis"), AXES)
@pytest.mark.parametrize("scale", [1.0, 1000.0])
def test_log_sum_exp_and_softmax_agree_with_scipy_along_every_axis(sr, rng, shape, axis, scale):
    z = scale * rng.normal(size=shape)
    for keepdims in False, True:
        np.testing.assert_allclose(
            sr.log_sum_exp(z, axis, keepdims),
            scipy.special.logsumexp(z, axis=axis, keepdims=keepdims),
            rtol=1e-12,
        )
    np.testing.assert_allclose(
        sr.softmax(z, axis), scipy.special.softmax(z, axis=axis), rtol=1e-9, atol=1e-300
    )


@pytest.mark.parametrize(("n", "K"), [(6, 3), (4, 4), (1, 5), (9, 2), (3, 1)])
@pytest.mark.parametrize("scale", [1.0, 500.0])
def test_loss_and_gradient_agree_with_pytorch(sr, rng, n, K, scale):
    labels, logits = batch(rng, n, K, scale)
    z = torch.from_numpy(logits).requires_grad_()
    loss = F.cross_entropy(z, torch.from_numpy(labels))
    loss.backward()
    assert sr.cross_entropy_from_logits(labels, logits) == pytest.approx(loss.item(), rel=1e-12, abs=1e-15)
    np.testing.assert_allclose(sr.gradient_logits(labels, logits), z.grad.numpy(), rtol=1e-9, atol=1e-15)


def test_one_hot_agrees_with_pytorch(sr):
    labels = np.array([2, 0, 4, 2])
    np.testing.assert_array_equal(sr.one_hot(labels, 6), F.one_hot(torch.from_numpy(labels), 6).numpy())


@pytest.mark.parametrize("steps", [0, 1, 25])
def test_descent_takes_the_steps_of_pytorch(sr, rng, steps):
    X, labels = rng.normal(size=(7, 3)), np.array([0, 4, 1, 1, 0, 2, 4])
    layer = torch.nn.Linear(3, 5).double()
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.7)
    for _ in range(steps):
        optimizer.zero_grad()
        F.cross_entropy(layer(torch.from_numpy(X)), torch.from_numpy(labels)).backward()
        optimizer.step()
    W, b = sr.fit(X, labels, 5, 0.7, steps)
    np.testing.assert_allclose(W, layer.weight.detach().numpy().T, rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(b, layer.bias.detach().numpy(), rtol=1e-9, atol=1e-15)


def test_a_long_descent_arrives_where_scikit_learn_does(sr, rng):
    X = rng.normal(size=(90, 2))
    labels = (X @ rng.normal(size=(2, 3)) + rng.normal(0.0, 1.5, size=(90, 3))).argmax(axis=1)
    W, b = sr.fit(X, labels, 3, 1.0, 3000)
    model = LogisticRegression(C=1e12, tol=1e-10, max_iter=1000).fit(X, labels)
    np.testing.assert_allclose(W - W.mean(axis=1, keepdims=True), model.coef_.T, rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(b - b.mean(), model.intercept_, rtol=1e-3, atol=1e-4)
    np.testing.assert_array_equal(sr.predict(X, W, b), model.predict(X))


def test_two_classes_with_half_the_rate_are_logistic_regression(sr, load, rng):
    X, labels = rng.normal(size=(8, 3)), np.array([1, 0, 0, 1, 1, 0, 1, 1])
    W, b = sr.fit(X, labels, 2, 0.35, 30)
    w, bias = load("logistic_regression").fit(X, labels, 0.7, 30)
    np.testing.assert_allclose(W[:, 1] - W[:, 0], w, rtol=1e-10)
    assert b[1] - b[0] == pytest.approx(bias)


def test_loss_and_gradient_are_those_of_backpropagation(sr, load, rng):
    labels, logits = batch(rng, 6, 4, scale=30.0)
    loss, gradient = load("backpropagation").softmax_cross_entropy(labels, logits)
    assert sr.cross_entropy_from_logits(labels, logits) == pytest.approx(loss)
    np.testing.assert_allclose(sr.gradient_logits(labels, logits), gradient, rtol=1e-12)


def test_the_gradient_agrees_with_central_differences(sr, rng):
    labels, logits = batch(rng, 4, 3, scale=1.0)
    slopes = np.zeros_like(logits)
    for place in np.ndindex(logits.shape):
        step = np.zeros_like(logits)
        step[place] = 1e-5
        up = sr.cross_entropy_from_logits(labels, logits + step)
        slopes[place] = (up - sr.cross_entropy_from_logits(labels, logits - step)) / 2e-5
    np.testing.assert_allclose(sr.gradient_logits(labels, logits), slopes, atol=1e-9)


def test_equal_logits_cost_the_logarithm_of_k(sr):
    for height in 0.0, 1e8, 1e308, -1e308:
        logits = np.full((4, 5), height)
        assert sr.cross_entropy_from_logits(np.array([0, 4, 2, 2]), logits) == pytest.approx(
            math.log(5), rel=1e-14
        )
        np.testing.assert_allclose(sr.softmax(logits), 0.2, rtol=1e-14)


@pytest.mark.parametrize("gap", [40.0, 745.0, 1000.0, 1e6, 1e300])
def test_a_confident_mistake_costs_its_gap(sr, gap):
    assert sr.cross_entropy_from_logits(np.array([1]), np.array([[gap, 0.0, -gap]])) == pytest.approx(
        gap, rel=1e-15
    )
    np.testing.assert_allclose(
        sr.gradient_logits(np.array([1]), np.array([[gap, 0.0, -gap]])), [[1.0, -1.0, 0.0]], atol=1e-15
    )


def test_minus_infinity_excludes_a_class_and_a_row(sr):
    inf = np.inf
    z = np.array([[-inf, 2.0, -inf], [-inf, -inf, -inf], [1.0, -inf, 1.0]])
    np.testing.assert_array_equal(sr.softmax(z), [[0.0, 1.0, 0.0], [0.0, 0.0, 0.0], [0.5, 0.0, 0.5]])
    np.testing.assert_allclose(sr.log_sum_exp(z), [2.0, -inf, 1.0 + math.log(2)])
    assert sr.cross_entropy_from_logits(np.array([1, 0]), z[[0, 2]]) == pytest.approx(math.log(2) / 2)
    assert sr.cross_entropy_from_logits(np.array([0, 0]), z[[0, 2]]) == inf
    assert sr.cross_entropy_from_logits(np.array([1, 0]), z[:2]) == inf
    np.testing.assert_array_equal(sr.gradient_logits(np.array([2]), z[1:2]), [[0.0, 0.0, -1.0]])


@pytest.mark.parametrize("dtype", [np.int8, np.int16, np.uint8, np.uint16])
def test_narrow_integers_are_converted_before_anything_else(sr, dtype):
    ends = np.iinfo(dtype)
    z = np.array([[ends.max, ends.min, ends.max - 1], [0, 3, 1]], dtype=dtype)
    labels = np.array([1, 0], dtype=dtype)
    wide = z.astype(np.float64)
    np.testing.assert_array_equal(sr.log_sum_exp(z, axis=0), sr.log_sum_exp(wide, axis=0))
    np.testing.assert_array_equal(sr.softmax(z), sr.softmax(wide))
    assert sr.cross_entropy_from_logits(labels, z) == sr.cross_entropy_from_logits(labels.astype(int), wide)
    np.testing.assert_array_equal(sr.gradient_logits(labels, z), sr.gradient_logits(labels.astype(int), wide))
    W = np.array([[ends.max, 2], [3, ends.max], [1, 1]], dtype=dtype)
    np.testing.assert_array_equal(
        sr.predict(z, W, W[0]), sr.predict(wide, W.astype(float), W[0].astype(float))
    )


def test_float32_stays_float32(sr, rng):
    labels, logits = batch(rng, 5, 3)
    z = logits.astype(np.float32)
    found = [sr.log_sum_exp(z), sr.log_sum_exp(z, 0, True), sr.softmax(z, 0), sr.gradient_logits(labels, z)]
    assert {array.dtype for array in [*found, *sr.fit(z, labels, 3, 0.5, 3)]} == {np.dtype(np.float32)}


def test_arguments_are_left_alone(sr, rng):
    labels, logits = batch(rng, 5, 3)
    logits[2] = -np.inf
    kept = labels.copy(), logits.copy()
    for call in (
        lambda: sr.softmax(logits, 0), lambda: sr.log_sum_exp(logits), lambda: sr.gradient_logits(labels, logits),
        lambda: sr.cross_entropy_from_logits(labels, logits), lambda: sr.one_hot(labels, 3),
    ):  # fmt: skip
        call()
        np.testing.assert_array_equal(labels, kept[0])
        np.testing.assert_array_equal(logits, kept[1])


def test_the_weights_grow_on_separable_classes_and_stay_finite(sr):
    X, labels = np.array([[-2.0], [-1.5], [0.1], [-0.1], [1.5], [3.0]]), np.array([2, 2, 0, 0, 1, 1])
    found = [sr.fit(X, labels, 3, 2.0, steps) for steps in (10, 100, 1000, 4000)]
    sizes = [np.abs(W).max() for W, _ in found]
    assert sizes == sorted(sizes)
    assert np.isfinite(sizes).all()
    np.testing.assert_array_equal(sr.predict(X, *found[-1]), labels)


def test_ties_go_to_the_smallest_class_and_near_ties_do_not(sr):
    X = np.ones((1, 1))
    assert sr.predict(X, np.array([[1.0, 2.0, 2.0]]), np.zeros(3)).tolist() == [1]
    assert sr.predict(X, np.array([[0.0, 1e-18]]), np.zeros(2)).tolist() == [1]


@pytest.mark.parametrize("wrong", [[0, 3], [-1, 0], [0.0, 1.0], [[0, 1]], [0], []])
def test_other_labels_are_refused(sr, wrong):
    labels = np.array(wrong)
    with pytest.raises(ValueError, match="labels must be"):
        sr.cross_entropy_from_logits(labels, np.zeros((2, 3)))
    with pytest.raises(ValueError, match="labels must be"):
        sr.gradient_logits(labels, np.zeros((2, 3)))
    with pytest.raises(ValueError, match="labels must be"):
        sr.fit(np.zeros((2, 1)), labels, 3, 0.1, 0)
    if labels.shape != (1,):
        with pytest.raises(ValueError, match="labels must be"):
            sr.one_hot(labels, 3)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda sr: sr.cross_entropy_from_logits(np.array([0]), np.zeros(3)), "logits"),
        (lambda sr: sr.gradient_logits(np.array([0]), np.zeros((1, 0))), "logits"),
        (lambda sr: sr.fit(np.zeros(3), np.array([0, 1, 0]), 2, 0.1, 1), "X"),
        (lambda sr: sr.predict(np.zeros((2, 3)), np.zeros((2, 4)), np.zeros(4)), "W"),
        (lambda sr: sr.predict(np.zeros((2, 3)), np.zeros((3, 4)), np.zeros(3)), "W"),
    ],
)
def test_shapes_that_do_not_fit_are_refused(sr, call, name):
    with pytest.raises(ValueError, match=f"{name} must have shape"):
        call(sr)
