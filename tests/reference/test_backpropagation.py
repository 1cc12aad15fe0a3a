"""The reference of backpropagation against torch's autograd, central differences, invariants and extremes."""

from __future__ import annotations

import doctest
import itertools
import re

import numpy as np
import pytest
import torch
from scipy.optimize import check_grad
from scipy.special import expit
from sklearn.metrics import log_loss
from torch.nn import functional

WIDTHS = [(3, 4), (3, 6, 4), (4, 5, 6, 2), (2, 7, 5, 6, 3)]
XOR = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])


@pytest.fixture
def bp(load):
    return load("backpropagation")


@pytest.fixture
def rng():
    return np.random.default_rng(37)


def network(rng, *widths):
    return [
        (rng.normal(size=(d_in, d_out)) * np.sqrt(2 / d_in), rng.normal(size=d_out))
        for d_in, d_out in itertools.pairwise(widths)
    ]


def leaf(array):
    return torch.tensor(array, dtype=torch.float64, requires_grad=True)


def torch_scores(layers, X):
    h = torch.as_tensor(X)
    for W, b in layers[:-1]:
        h = torch.relu(h @ W + b)
    return h @ layers[-1][0] + layers[-1][1]


def torch_gradients(params, X, labels):
    """PyTorch's gradients of its own cross entropy."""
    layers = [(leaf(W), leaf(b)) for W, b in params]
    functional.cross_entropy(torch_scores(layers, X), torch.as_tensor(labels)).backward()
    return [(W.grad.numpy(), b.grad.numpy()) for W, b in layers]


def assert_layers_close(actual, expected, **close):
    assert len(actual) == len(expected)
    for layer, right in zip(actual, expected, strict=True):
        for array, wanted in zip(layer, right, strict=True):
            np.testing.assert_allclose(array, wanted, **close)


def test_doctests(bp):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(bp)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_worked_example_of_the_statement(bp):
    """Scores, loss and gradients of the network that the statement works out by hand."""
    params = [
        (np.array([[1, 1], [1, -1]]), np.array([0, 0])),
        (np.array([[1, 4], [1, 3]]), np.array([5, -4])),
    ]
    X, labels = np.array([[1, 2], [2, -1]]), np.array([0, 1])
    scores = bp.mlp_forward(params, X)
    np.testing.assert_array_equal(scores, [[8, 8], [9, 9]])
    assert bp.softmax_cross_entropy(labels, scores)[0] == pytest.approx(0.693147, abs=5e-7)
    expected = [([[-0.75, -1], [2.25, 0.5]], [0, -0.5]), ([[-0.5, 0.5], [0.75, -0.75]], [0, 0])]
    assert_layers_close(bp.mlp_backward(params, X, labels), expected, atol=1e-15)


@pytest.mark.parametrize(("B", "d_in", "d_out"), [(5, 3, 4), (1, 6, 2), (7, 1, 1), (4, 4, 4)])
def test_affine_layer_agrees_with_torch(bp, rng, B, d_in, d_out):
    """Output and all three gradients, for a random upstream gradient."""
    x, W, b = (
        leaf(rng.normal(size=(B, d_in))),
        leaf(rng.normal(size=(d_in, d_out))),
        leaf(rng.normal(size=d_out)),
    )
    dout = rng.normal(size=(B, d_out))
    z = x @ W + b
    z.backward(torch.as_tensor(dout))
    values = [a.detach().numpy() for a in (x, W, b)]
    np.testing.assert_allclose(bp.affine_forward(*values), z.detach().numpy(), rtol=1e-12)
    for actual, expected in zip(bp.affine_backward(dout, *values[:2]), (x, W, b), strict=True):
        np.testing.assert_allclose(actual, expected.grad.numpy(), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", ["relu", "sigmoid"])
@pytest.mark.parametrize("shape", [(4, 3), (7,), (2, 3, 5)])
def test_activations_agree_with_torch(bp, rng, name, shape):
    """Gradients of rectifier and sigmoid for arrays of any shape; at 0 the rectifier's is 0, as torch has it."""
    x, dout = leaf(rng.normal(0.0, 3.0, size=shape)), rng.normal(size=shape)
    y = getattr(torch, name)(x)
    y.backward(torch.as_tensor(dout))
    value = x.detach().numpy()
    np.testing.assert_allclose(getattr(bp, f"{name}_backward")(dout, value), x.grad.numpy(), rtol=1e-12)
    if name == "relu":
        np.testing.assert_array_equal(bp.relu_forward(value), y.detach().numpy())
        assert bp.relu_backward(np.ones(1), np.zeros(1)).tolist() == [0.0]


def test_sigmoid_slope_is_accurate_on_both_sides(bp):
    """σ(x) σ(−x) to full precision, also where 1 − σ(x) is rounded to 0; no overflow at ±1000."""
    x = np.array([-1000.0, -700.0, -40.0, -1.0, 0.0, 1.0, 40.0, 700.0, 1000.0])
    np.testing.assert_allclose(bp.sigmoid_backward(np.ones(9), x), expit(x) * expit(-x), rtol=1e-13)


@pytest.mark.parametrize(("B", "K"), [(5, 3), (3, 8), (1, 2), (6, 6)])
def test_cross_entropy_agrees_with_torch_and_scikit_learn(bp, rng, B, K):
    """Loss and gradient, and the loss of the probabilities."""
    labels, logits = rng.integers(0, K, size=B), leaf(3 * rng.normal(size=(B, K)))
    expected = functional.cross_entropy(logits, torch.as_tensor(labels))
    expected.backward()
    loss, gradient = bp.softmax_cross_entropy(labels, logits.detach().numpy())
    assert loss == pytest.approx(expected.item(), rel=1e-13)
    np.testing.assert_allclose(gradient, logits.grad.numpy(), rtol=1e-11, atol=1e-15)
    shares = torch.softmax(logits, dim=1).detach().numpy()
    assert loss == pytest.approx(log_loss(labels, shares, labels=np.arange(K)), rel=1e-10)


def test_cross_entropy_of_extreme_logits(bp):
    """The loss of a confident mistake is the gap; certainty costs nothing; nothing overflows."""
    logits = np.array([[1e4, -1e4], [-1e300, 1e300], [1e3, 0.0]])
    loss, gradient = bp.softmax_cross_entropy(np.array([0, 1, 1]), logits)
    assert loss == pytest.approx(1000 / 3, rel=1e-14)
    np.testing.assert_allclose(gradient, [[0, 0], [0, 0], [1 / 3, -1 / 3]])


def test_cross_entropy_ignores_a_constant_in_each_row(bp, rng):
    """Shifting all logits of a sample changes neither loss nor gradient, whose rows sum to 0."""
    labels, logits = rng.integers(0, 4, size=6), rng.normal(size=(6, 4))
    loss, gradient = bp.softmax_cross_entropy(labels, logits)
    shifted, same = bp.softmax_cross_entropy(labels, logits + 100.0 * rng.normal(size=(6, 1)))
    assert shifted == pytest.approx(loss, rel=1e-11)
    np.testing.assert_allclose(same, gradient, atol=1e-12)
    np.testing.assert_allclose(gradient.sum(axis=1), 0.0, atol=1e-15)


@pytest.mark.parametrize("widths", WIDTHS)
def test_network_agrees_with_torch(bp, rng, widths):
    """Scores and gradients of networks with one to four layers are those of autograd in float64."""
    params, X, labels = (
        network(rng, *widths),
        rng.normal(size=(9, widths[0])),
        rng.integers(0, widths[-1], size=9),
    )
    layers = [(torch.as_tensor(W), torch.as_tensor(b)) for W, b in params]
    np.testing.assert_allclose(bp.mlp_forward(params, X), torch_scores(layers, X).numpy(), rtol=1e-11)
    close = {"rtol": 1e-10, "atol": 1e-14}
    assert_layers_close(bp.mlp_backward(params, X, labels), torch_gradients(params, X, labels), **close)


@pytest.mark.parametrize("widths", WIDTHS)
def test_network_passes_its_own_gradient_check(bp, rng, widths):
    """The two tools of the module agree: every gradient is the slope of the loss, to eight digits."""
    params, X, labels = (
        network(rng, *widths),
        rng.normal(size=(6, widths[0])),
        rng.integers(0, widths[-1], size=6),
    )
    for level, gradients in enumerate(bp.mlp_backward(params, X, labels)):
        for part, gradient in enumerate(gradients):

            def loss(array, level=level, part=part):
                changed = [list(layer) for layer in params]
                changed[level][part] = array
                return bp.softmax_cross_entropy(labels, bp.mlp_forward(changed, X))[0]

            assert bp.gradient_check(loss, params[level][part], gradient) < 1e-8
            assert bp.gradient_check(loss, params[level][part], 1.01 * gradient) > 1e-3


def test_layers_and_network_are_one(bp, rng):
    """The network's gradients are those of the layers, chained by hand."""
    (W1, b1), (W2, b2) = params = network(rng, 3, 5, 4)
    X, labels = rng.normal(size=(7, 3)), rng.integers(0, 4, size=7)
    z1 = bp.affine_forward(X, W1, b1)
    h1 = bp.relu_forward(z1)
    _, delta = bp.softmax_cross_entropy(labels, bp.affine_forward(h1, W2, b2))
    dh1, dW2, db2 = bp.affine_backward(delta, h1, W2)
    _, dW1, db1 = bp.affine_backward(bp.relu_backward(dh1, z1), X, W1)
    assert_layers_close(bp.mlp_backward(params, X, labels), [(dW1, db1), (dW2, db2)], rtol=1e-13)


def test_gradient_check_agrees_with_scipy(bp, rng):
    """With scipy's one-sided slopes as the oracle for what is right, and the formula for what is not."""
    x = rng.normal(size=5)
    gradient = np.exp(x) + 2 * x
    assert check_grad(lambda p: np.sum(np.exp(p) + p**2), lambda p: np.exp(p) + 2 * p, x) < 1e-6
    assert bp.gradient_check(lambda p: float(np.sum(np.exp(p) + p**2)), x, gradient) < 1e-9
    wrong = rng.normal(size=5)
    expected = np.linalg.norm(wrong - gradient) / (np.linalg.norm(wrong) + np.linalg.norm(gradient))
    found = bp.gradient_check(lambda p: float(np.sum(np.exp(p) + p**2)), x, wrong)
    assert found == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize("h", [1e-1, 1e-2, 1e-3])
def test_gradient_check_errs_with_the_square_of_the_step(bp, h):
    """For x³ the central slope is too large by h², for every h."""
    result = bp.gradient_check(lambda p: float(p[0] ** 3), np.array([2.0]), np.array([12.0]), h)
    assert result == pytest.approx(h**2 / (24 + h**2), rel=1e-6)


def test_gradient_check_at_whole_and_single_precision_places(bp):
    """Integers and float32 become float64 before the step: the result is as near to 0 as for float64."""
    for dtype in (np.int8, np.float32, np.float64):
        x = np.array([[3, -2], [1, 100]], dtype=dtype)
        seen = []
        result = bp.gradient_check(lambda p, seen=seen: (seen.append(p), float(np.sum(p**2)))[1], x, 2.0 * x)
        assert result < 1e-9
        assert {(p.dtype, p.shape) for p in seen} == {(np.dtype(np.float64), (2, 2))}


def test_gradient_check_of_nothing_is_zero(bp):
    """A constant function has the gradient 0, and 0/0 is 0; any other gradient is wrong altogether."""
    assert bp.gradient_check(lambda _: 7.0, np.ones(3), np.zeros(3)) == 0.0
    assert bp.gradient_check(lambda _: 7.0, np.ones(3), np.ones(3)) == 1.0


@pytest.mark.parametrize("n", [2, 3, 9])
def test_interpolant_is_linear_interpolation(bp, rng, n):
    """Between the points the network is numpy's interp; before the first it is constant."""
    xs, ys = rng.permutation(np.linspace(-2.0, 3.0, n) ** 3), rng.normal(size=n)
    params = bp.relu_interpolant(xs, ys)
    assert [array.shape for layer in params for array in layer] == [(1, n - 1), (n - 1,), (n - 1, 1), (1,)]
    order = np.argsort(xs)
    at = np.concatenate([xs, rng.uniform(xs.min() - 3.0, xs.max(), size=200)])
    expected = np.interp(at, xs[order], ys[order])
    np.testing.assert_allclose(bp.mlp_forward(params, at[:, None])[:, 0], expected, atol=1e-11)


def test_more_points_come_closer_to_a_function(bp):
    """Ten times the points, a hundredth of the distance to the sine: one hidden layer is enough."""
    at = np.linspace(0.0, 6.0, 1001)
    far = []
    for n in (11, 101, 1001):
        xs = np.linspace(0.0, 6.0, n)
        found = bp.mlp_forward(bp.relu_interpolant(xs, np.sin(xs)), at[:, None])[:, 0]
        far.append(np.abs(found - np.sin(at)).max())
    assert far[0] < 0.05
    assert far[1] < far[0] / 80
    assert far[2] < 1e-10  # every place looked at is a point


def test_training_steps_are_those_of_torch_sgd(bp, rng):
    """Three epochs of short and full batches, in the order that the generator gives."""
    params, X, labels = network(rng, 3, 5, 4), rng.normal(size=(8, 3)), rng.integers(0, 4, size=8)
    trained = bp.train_mlp(X, labels, params, 0.3, 3, 3, np.random.default_rng(4))
    layers = [(leaf(W), leaf(b)) for W, b in params]
    optimizer = torch.optim.SGD([array for layer in layers for array in layer], lr=0.3)
    draws = np.random.default_rng(4)
    for _ in range(3):
        order = draws.permutation(8)
        for rows in (order[:3], order[3:6], order[6:]):
            optimizer.zero_grad()
            functional.cross_entropy(torch_scores(layers, X[rows]), torch.as_tensor(labels[rows])).backward()
            optimizer.step()
    expected = [(W.detach().numpy(), b.detach().numpy()) for W, b in layers]
    assert_layers_close(trained, expected, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize(("batch_size", "epochs"), [(2, 150), (4, 200)])
@pytest.mark.parametrize("seed", range(10))
def test_exclusive_or_is_learned_from_every_start(bp, seed, batch_size, epochs):
    """The hidden test asks for a loss below 0.05; here it stays thirty times below that."""
    draws = np.random.default_rng(seed)
    X, y = XOR
    start = [
        (draws.normal(size=(2, 40)), np.zeros(40)),
        (draws.normal(size=(40, 2)) * np.sqrt(2 / 40), np.zeros(2)),
    ]
    params = bp.train_mlp(X, y, start, 0.5, epochs, batch_size, draws)
    assert bp.softmax_cross_entropy(y, bp.mlp_forward(params, X))[0] < 0.05 / 30


def test_a_linear_model_does_not_learn_exclusive_or(bp, rng):
    """Without a hidden layer the loss stays at ln 2: it is the hidden layer that solves it."""
    X, y = XOR
    params = bp.train_mlp(X, y, network(rng, 2, 2), 0.5, 500, 4, rng)
    assert bp.softmax_cross_entropy(y, bp.mlp_forward(params, X))[0] == pytest.approx(np.log(2), rel=1e-6)


def test_equal_weights_stay_equal(bp, rng):
    """Hidden units that start alike get the same gradient for ever (002, line 396)."""
    X, y = rng.normal(size=(10, 3)), rng.integers(0, 2, size=10)
    start = [(np.full((3, 4), 0.1), np.zeros(4)), (np.full((4, 2), 0.2), np.zeros(2))]
    (W1, _), _ = bp.train_mlp(X, y, start, 0.3, 20, 5, rng)
    np.testing.assert_allclose(W1, np.tile(W1[:, :1], (1, 4)), rtol=1e-12)


def test_training_returns_new_arrays(bp, rng):
    """Also without epochs, and where the type need not change."""
    start = network(rng, 2, 3, 2)
    X, y = XOR
    for epochs in (0, 1):
        trained = bp.train_mlp(X, y, start, 0.1, epochs, 4, rng)
        pairs = zip(start, trained, strict=True)
        assert not any(np.shares_memory(a, b) for one, two in pairs for a, b in zip(one, two, strict=True))


def results(bp, X, y, params):
    """Every array that the functions return, by function."""
    (W, b), *_ = params
    arrays = {
        "affine_forward": [bp.affine_forward(X, W, b)],
        "affine_backward": bp.affine_backward(bp.affine_forward(X, W, b), X, W),
        "relu_forward": [bp.relu_forward(X)],
        "relu_backward": [bp.relu_backward(X[::-1], X)],
        "sigmoid_backward": [bp.sigmoid_backward(X[::-1], X)],
        "softmax_cross_entropy": [bp.softmax_cross_entropy(y, X)[1]],
        "mlp_forward": [bp.mlp_forward(params, X)],
    }
    for name, layers in [
        ("mlp_backward", bp.mlp_backward(params, X, y)),
        ("relu_interpolant", bp.relu_interpolant(b, b[::-1])),
        ("train_mlp", bp.train_mlp(X, y, params, 0.1, 2, 4, np.random.default_rng(1))),
    ]:
        arrays[name] = [array for layer in layers for array in layer]
    return arrays


def case(rng, dtype):
    """Samples, labels and a network of small whole numbers."""
    params = [
        (np.arange(12).reshape(3, 4) % 5, np.array([4, 1, 7, 2])),
        (np.arange(8).reshape(4, 2) % 3, np.ones(2)),
    ]
    X = rng.permutation(30).reshape(10, 3).astype(dtype)
    return X, np.arange(10) % 2, [(W.astype(dtype), b.astype(dtype)) for W, b in params]


@pytest.mark.parametrize(
    ("given", "result"),
    [("float32", "float32"), ("float64", "float64"), ("int64", "float64"), ("uint8", "float64")],
)
def test_floating_types_are_kept_and_integers_become_float64(bp, rng, given, result):
    """Every array has the type of the convention, losses and checks are Python floats."""
    X, y, params = case(rng, given)
    found = {name: {a.dtype.name for a in arrays} for name, arrays in results(bp, X, y, params).items()}
    assert found == {name: {result} for name in found}
    assert type(bp.softmax_cross_entropy(y, X)[0]) is float
    assert type(bp.gradient_check(lambda p: float(p.sum()), X, np.ones(X.shape))) is float


def test_float32_results_are_those_of_float64_to_single_precision(bp, rng):
    """Single precision loses digits and nothing else."""
    params, X, y = network(rng, 3, 5, 4), rng.normal(size=(8, 3)), np.arange(8) % 3
    narrow = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    wide = [(W.astype(np.float64), b.astype(np.float64)) for W, b in narrow]
    single = results(bp, X.astype(np.float32), y, narrow)
    for name, arrays in results(bp, X.astype(np.float32).astype(np.float64), y, wide).items():
        for array, expected in zip(single[name], arrays, strict=True):
            np.testing.assert_allclose(array, expected, rtol=1e-3, atol=1e-4, err_msg=name)


def test_arguments_are_not_modified(bp, rng):
    """Read-only arrays are enough for every function."""
    X, y, params = case(rng, "float64")
    for array in (X, y, *(array for layer in params for array in layer)):
        array.flags.writeable = False
    assert len(results(bp, X, y, params)) == 10
    assert bp.gradient_check(lambda p: float(p.sum()), X, np.ones(X.shape)) < 1e-8


P, X3, Y3 = [(np.ones((2, 3)), np.zeros(3))], np.ones((4, 2)), np.array([0, 1, 2, 0])
LABELS, RNG = "labels must be integers from 0 to K - 1 = 2, got ", np.random.default_rng(0)
ROWS = "labels must have one label per row, shape (4,) with B >= 1, got "
BAD_CALLS = [
    ("softmax_cross_entropy", (Y3, np.ones(4)), "logits must have shape (B, K), got (4,)"),
    (
        "softmax_cross_entropy",
        (Y3[:0], np.ones((0, 3))),
        "labels must have one label per row, shape (0,) with B >= 1, got (0,)",
    ),
    ("softmax_cross_entropy", (Y3[:2], np.ones((4, 3))), ROWS + "(2,)"),
    ("softmax_cross_entropy", (Y3 + 1, np.ones((4, 3))), LABELS + "[1 2 3 1]"),
    ("softmax_cross_entropy", (Y3 - 1, np.ones((4, 3))), LABELS + "[-1  0  1 -1]"),
    ("softmax_cross_entropy", (Y3 * 0.5, np.ones((4, 3))), LABELS + "[0.  0.5 1.  0. ]"),
    ("mlp_forward", ([], X3), "params must hold at least one layer (W, b), got none"),
    ("mlp_backward", ([], X3, Y3), "params must hold at least one layer (W, b), got none"),
    ("mlp_backward", (P, X3, Y3[:, None]), ROWS + "(4, 1)"),
    ("mlp_backward", (P, X3, 2 * Y3), LABELS + "[0 2 4 0]"),
    ("gradient_check", (np.sum, X3, X3[0]), "analytic must have the shape of x, (4, 2), got (2,)"),
    ("gradient_check", (np.sum, X3, X3, 0.0), "h must be > 0, got 0.0"),
    ("gradient_check", (np.sum, X3, X3, -1), "h must be > 0, got -1"),
    ("relu_interpolant", (X3, X3), "xs and ys must both have shape (n,) with n >= 2, got (4, 2) and (4, 2)"),
    ("relu_interpolant", (Y3, Y3[:3]), "xs and ys must both have shape (n,) with n >= 2, got (4,) and (3,)"),
    (
        "relu_interpolant",
        (Y3[:1], Y3[:1]),
        "xs and ys must both have shape (n,) with n >= 2, got (1,) and (1,)",
    ),
    ("relu_interpolant", (Y3, Y3), "xs must hold different places, got two points above each other"),
    ("train_mlp", (X3, Y3, P, 0.0, 1, 2, RNG), "lr must be > 0, got 0.0"),
    ("train_mlp", (X3, Y3, P, 0.1, -1, 2, RNG), "epochs must be >= 0, got -1"),
    ("train_mlp", (X3, Y3, P, 0.1, 1, 0, RNG), "batch_size must be > 0, got 0"),
    ("train_mlp", (X3, Y3, [], 0.1, 1, 2, RNG), "params must hold at least one layer (W, b), got none"),
    ("train_mlp", (X3, Y3[:2], P, 0.1, 0, 2, RNG), ROWS + "(2,)"),
    ("train_mlp", (X3, Y3 + 1, P, 0.1, 1, 2, RNG), LABELS + "[1 2 3 1]"),
]


@pytest.mark.parametrize(("name", "args", "message"), BAD_CALLS)
def test_bad_input_is_refused_with_the_name_of_the_argument(bp, name, args, message):
    """Every message starts with what is wrong and ends with what came."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        getattr(bp, name)(*args)
