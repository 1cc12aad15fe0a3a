"""The reference of mlp_training against torch's autograd and SGD, scipy, central differences and extremes."""

from __future__ import annotations

import doctest
import itertools
import re

import numpy as np
import pytest
import torch
from scipy.optimize import check_grad
from torch.nn import functional

WIDTHS = [(3, 4), (3, 6, 4), (4, 5, 6, 2), (2, 7, 5, 6, 3)]
XOR = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])


@pytest.fixture
def mlp(load):
    return load("mlp_training")


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


def loss_of(mlp, params, X, labels):
    """PyTorch's mean cross entropy of the reference's scores."""
    return functional.cross_entropy(
        torch.as_tensor(mlp.mlp_forward(params, X)), torch.as_tensor(labels)
    ).item()


def assert_layers_close(actual, expected, **close):
    assert len(actual) == len(expected)
    for layer, right in zip(actual, expected, strict=True):
        for array, wanted in zip(layer, right, strict=True):
            np.testing.assert_allclose(array, wanted, **close)


def test_doctests(mlp):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(mlp)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_worked_example_of_the_statement(mlp):
    """Scores, loss and gradients of the network that the statement works out by hand."""
    params = [
        (np.array([[1, 1], [1, -1]]), np.array([0, 0])),
        (np.array([[1, 4], [1, 3]]), np.array([5, -4])),
    ]
    X, labels = np.array([[1, 2], [2, -1]]), np.array([0, 1])
    scores = mlp.mlp_forward(params, X)
    np.testing.assert_array_equal(scores, [[8, 8], [9, 9]])
    assert loss_of(mlp, params, X, labels) == pytest.approx(0.693147, abs=5e-7)
    expected = [([[-0.75, -1], [2.25, 0.5]], [0, -0.5]), ([[-0.5, 0.5], [0.75, -0.75]], [0, 0])]
    assert_layers_close(mlp.mlp_backward(params, X, labels), expected, atol=1e-15)


@pytest.mark.parametrize("widths", WIDTHS)
def test_network_agrees_with_torch(mlp, rng, widths):
    """Scores and gradients of networks with one to four layers are those of autograd in float64."""
    params, X, labels = (
        network(rng, *widths),
        rng.normal(size=(9, widths[0])),
        rng.integers(0, widths[-1], size=9),
    )
    layers = [(torch.as_tensor(W), torch.as_tensor(b)) for W, b in params]
    np.testing.assert_allclose(mlp.mlp_forward(params, X), torch_scores(layers, X).numpy(), rtol=1e-11)
    close = {"rtol": 1e-10, "atol": 1e-14}
    assert_layers_close(mlp.mlp_backward(params, X, labels), torch_gradients(params, X, labels), **close)


@pytest.mark.parametrize("widths", WIDTHS)
def test_network_passes_its_own_gradient_check(mlp, rng, widths):
    """The two tools of the module agree: every gradient is the slope of the loss, to eight digits."""
    params, X, labels = (
        network(rng, *widths),
        rng.normal(size=(6, widths[0])),
        rng.integers(0, widths[-1], size=6),
    )
    for level, gradients in enumerate(mlp.mlp_backward(params, X, labels)):
        for part, gradient in enumerate(gradients):

            def loss(array, level=level, part=part):
                changed = [list(layer) for layer in params]
                changed[level][part] = array
                return loss_of(mlp, changed, X, labels)

            assert mlp.gradient_check(loss, params[level][part], gradient) < 1e-8
            assert mlp.gradient_check(loss, params[level][part], 1.01 * gradient) > 1e-3


def test_layers_and_network_are_one(load, mlp, rng):
    """The network's gradients are those of the layers of `backpropagation`, chained by hand."""
    bp = load("backpropagation")
    (W1, b1), (W2, b2) = params = network(rng, 3, 5, 4)
    X, labels = rng.normal(size=(7, 3)), rng.integers(0, 4, size=7)
    z1 = bp.affine_forward(X, W1, b1)
    h1 = bp.relu_forward(z1)
    _, delta = bp.softmax_cross_entropy(labels, bp.affine_forward(h1, W2, b2))
    dh1, dW2, db2 = bp.affine_backward(delta, h1, W2)
    _, dW1, db1 = bp.affine_backward(bp.relu_backward(dh1, z1), X, W1)
    assert_layers_close(mlp.mlp_backward(params, X, labels), [(dW1, db1), (dW2, db2)], rtol=1e-13)


def test_gradient_check_agrees_with_scipy(mlp, rng):
    """With scipy's one-sided slopes as the oracle for what is right, and the formula for what is not."""
    x = rng.normal(size=5)
    gradient = np.exp(x) + 2 * x
    assert check_grad(lambda p: np.sum(np.exp(p) + p**2), lambda p: np.exp(p) + 2 * p, x) < 1e-6
    assert mlp.gradient_check(lambda p: float(np.sum(np.exp(p) + p**2)), x, gradient) < 1e-9
    wrong = rng.normal(size=5)
    expected = np.linalg.norm(wrong - gradient) / (np.linalg.norm(wrong) + np.linalg.norm(gradient))
    found = mlp.gradient_check(lambda p: float(np.sum(np.exp(p) + p**2)), x, wrong)
    assert found == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize("h", [1e-1, 1e-2, 1e-3])
def test_gradient_check_errs_with_the_square_of_the_step(mlp, h):
    """For x³ the central slope is too large by h², for every h."""
    result = mlp.gradient_check(lambda p: float(p[0] ** 3), np.array([2.0]), np.array([12.0]), h)
    assert result == pytest.approx(h**2 / (24 + h**2), rel=1e-6)


def test_gradient_check_at_whole_and_single_precision_places(mlp):
    """Integers and float32 become float64 before the step: the result is as near to 0 as for float64."""
    for dtype in (np.int8, np.float32, np.float64):
        x = np.array([[3, -2], [1, 100]], dtype=dtype)
        seen = []
        result = mlp.gradient_check(lambda p, seen=seen: (seen.append(p), float(np.sum(p**2)))[1], x, 2.0 * x)
        assert result < 1e-9
        assert {(p.dtype, p.shape) for p in seen} == {(np.dtype(np.float64), (2, 2))}


def test_gradient_check_of_nothing_is_zero(mlp):
    """A constant function has the gradient 0, and 0/0 is 0; any other gradient is wrong altogether."""
    assert mlp.gradient_check(lambda _: 7.0, np.ones(3), np.zeros(3)) == 0.0
    assert mlp.gradient_check(lambda _: 7.0, np.ones(3), np.ones(3)) == 1.0


@pytest.mark.parametrize("scale", [1e-100, 1e-12, 1e100])
def test_gradient_check_does_not_depend_on_the_scale(mlp, scale):
    """Twice the gradient gives 1/3, however small or large the function is."""
    slope = scale * np.array([1.0, -2.0])
    result = mlp.gradient_check(lambda p: float(slope @ p), np.array([0.5, 3.0]), 2 * slope, 0.1)
    assert result == pytest.approx(1 / 3, rel=1e-10)


@pytest.mark.parametrize("n", [2, 3, 9])
def test_interpolant_is_linear_interpolation(mlp, rng, n):
    """Between the points the network is numpy's interp; before the first it is constant."""
    xs, ys = rng.permutation(np.linspace(-2.0, 3.0, n) ** 3), rng.normal(size=n)
    params = mlp.relu_interpolant(xs, ys)
    assert [array.shape for layer in params for array in layer] == [(1, n - 1), (n - 1,), (n - 1, 1), (1,)]
    order = np.argsort(xs)
    at = np.concatenate([xs, rng.uniform(xs.min() - 3.0, xs.max(), size=200)])
    expected = np.interp(at, xs[order], ys[order])
    np.testing.assert_allclose(mlp.mlp_forward(params, at[:, None])[:, 0], expected, atol=1e-11)


def test_more_points_come_closer_to_a_function(mlp):
    """Ten times the points, a hundredth of the distance to the sine: one hidden layer is enough."""
    at = np.linspace(0.0, 6.0, 1001)
    far = []
    for n in (11, 101, 1001):
        xs = np.linspace(0.0, 6.0, n)
        found = mlp.mlp_forward(mlp.relu_interpolant(xs, np.sin(xs)), at[:, None])[:, 0]
        far.append(np.abs(found - np.sin(at)).max())
    assert far[0] < 0.05
    assert far[1] < far[0] / 80
    assert far[2] < 1e-10  # every place looked at is a point


@pytest.mark.parametrize("gap", [1e-6, 1e-3, 1e3])
def test_interpolant_at_every_distance_of_the_points(mlp, rng, gap):
    """The network passes through near and distant points alike, in any order."""
    xs, ys = 1.0 + gap * rng.permutation(20), rng.normal(size=20)
    found = mlp.mlp_forward(mlp.relu_interpolant(xs, ys), xs[:, None])[:, 0]
    np.testing.assert_allclose(found, ys, atol=1e-12)


def test_training_steps_are_those_of_torch_sgd(mlp, rng):
    """Three epochs of short and full batches, in the order that the generator gives."""
    params, X, labels = network(rng, 3, 5, 4), rng.normal(size=(8, 3)), rng.integers(0, 4, size=8)
    trained = mlp.train_mlp(X, labels, params, 0.3, 3, 3, np.random.default_rng(4))
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
def test_exclusive_or_is_learned_from_every_start(mlp, seed, batch_size, epochs):
    """The hidden test asks for a loss below 0.05; here it stays thirty times below that."""
    draws = np.random.default_rng(seed)
    X, y = XOR
    start = [
        (draws.normal(size=(2, 40)), np.zeros(40)),
        (draws.normal(size=(40, 2)) * np.sqrt(2 / 40), np.zeros(2)),
    ]
    params = mlp.train_mlp(X, y, start, 0.5, epochs, batch_size, draws)
    assert loss_of(mlp, params, X, y) < 0.05 / 30


def test_a_linear_model_does_not_learn_exclusive_or(mlp, rng):
    """Without a hidden layer the loss stays at ln 2: it is the hidden layer that solves it."""
    X, y = XOR
    params = mlp.train_mlp(X, y, network(rng, 2, 2), 0.5, 500, 4, rng)
    assert loss_of(mlp, params, X, y) == pytest.approx(np.log(2), rel=1e-6)


def test_equal_weights_stay_equal(mlp, rng):
    """Hidden units that start alike get the same gradient for ever (002, line 396)."""
    X, y = rng.normal(size=(10, 3)), rng.integers(0, 2, size=10)
    start = [(np.full((3, 4), 0.1), np.zeros(4)), (np.full((4, 2), 0.2), np.zeros(2))]
    (W1, _), _ = mlp.train_mlp(X, y, start, 0.3, 20, 5, rng)
    np.testing.assert_allclose(W1, np.tile(W1[:, :1], (1, 4)), rtol=1e-12)


def test_training_returns_new_arrays(mlp, rng):
    """Also without epochs, and where the type need not change."""
    start = network(rng, 2, 3, 2)
    X, y = XOR
    for epochs in (0, 1):
        trained = mlp.train_mlp(X, y, start, 0.1, epochs, 4, rng)
        pairs = zip(start, trained, strict=True)
        assert not any(np.shares_memory(a, b) for one, two in pairs for a, b in zip(one, two, strict=True))


def results(mlp, X, y, params):
    """Every array that the functions return, by function."""
    (_, b), *_ = params
    layers = {
        "mlp_backward": mlp.mlp_backward(params, X, y),
        "relu_interpolant": mlp.relu_interpolant(b, b[::-1]),
        "train_mlp": mlp.train_mlp(X, y, params, 0.25, 1, 4, np.random.default_rng(1)),
    }
    arrays = {name: [array for layer in found for array in layer] for name, found in layers.items()}
    return arrays | {"mlp_forward": [mlp.mlp_forward(params, X)]}


def case(dtype):
    """Samples, labels and a network of whole numbers, some of them at the ends of the type."""
    ends = np.iinfo(dtype) if np.issubdtype(dtype, np.integer) else np.iinfo(np.int8)
    X = np.array([[ends.max, 2, ends.min], [3, ends.max, 100], [1, 0, 7], [ends.min, 5, ends.max]])
    params = [
        (
            np.array([[ends.max, 1, 2, 3], [2, ends.min, 3, 1], [100, 3, ends.max, 2]]),
            np.array([ends.max, 1, ends.min, 7]),
        ),
        (np.array([[ends.max, 1], [ends.min, 4], [2, 5], [1, 1]]), np.array([1, ends.max])),
    ]
    return X.astype(dtype), np.array([0, 1, 1, 0]), [(W.astype(dtype), b.astype(dtype)) for W, b in params]


INTEGERS = ["int8", "uint8", "int16", "uint16", "int32", "int64"]


@pytest.mark.parametrize("dtype", INTEGERS[:4])
def test_integers_give_what_float64_gives(mlp, dtype):
    """No product, sum or difference is formed in a narrow type."""
    X, y, params = case(np.dtype(dtype))
    wide = [(W.astype(np.float64), b.astype(np.float64)) for W, b in params]
    expected = results(mlp, X.astype(np.float64), y, wide)
    for name, arrays in results(mlp, X, y.astype(dtype), params).items():
        for array, right in zip(arrays, expected[name], strict=True):
            np.testing.assert_array_equal(array, right, err_msg=name)


@pytest.mark.parametrize("given", ["float32", "float64", *INTEGERS])
def test_floating_types_are_kept_and_integers_become_float64(mlp, given):
    """Every array has the type of the convention, the check is a Python float."""
    X, y, params = case(np.dtype("int8"))
    X, params = (X % 90).astype(given), [((W % 90).astype(given), (b % 90).astype(given)) for W, b in params]
    wanted = given if given.startswith("float") else "float64"
    found = {name: {a.dtype.name for a in arrays} for name, arrays in results(mlp, X, y, params).items()}
    assert found == {name: {wanted} for name in found}
    assert type(mlp.gradient_check(lambda p: float(p.sum()), X, np.ones(X.shape))) is float


def test_float32_results_are_those_of_float64_to_single_precision(mlp, rng):
    """Single precision loses digits and nothing else."""
    params, X, y = network(rng, 3, 5, 4), rng.normal(size=(8, 3)), np.arange(8) % 3
    narrow = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    wide = [(W.astype(np.float64), b.astype(np.float64)) for W, b in narrow]
    single = results(mlp, X.astype(np.float32), y, narrow)
    for name, arrays in results(mlp, X.astype(np.float32).astype(np.float64), y, wide).items():
        for array, expected in zip(single[name], arrays, strict=True):
            np.testing.assert_allclose(array, expected, rtol=1e-3, atol=1e-4, err_msg=name)


def test_arguments_are_not_modified(mlp):
    """Read-only arrays are enough for every function."""
    X, y, params = case(np.dtype("float64"))
    for array in (X, y, *(array for layer in params for array in layer)):
        array.flags.writeable = False
    assert len(results(mlp, X, y, params)) == 4
    assert mlp.gradient_check(lambda p: float(p.sum()), X, np.ones(X.shape)) < 1e-8


P, X3, Y3 = [(np.ones((2, 3)), np.zeros(3))], np.ones((4, 2)), np.array([0, 1, 2, 0])
LABELS, RNG = "labels must be integers from 0 to K - 1 = 2, got ", np.random.default_rng(0)
ROWS = "labels must have one label per row, shape (4,) with B >= 1, got "
BAD_CALLS = [
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
def test_bad_input_is_refused_with_the_name_of_the_argument(mlp, name, args, message):
    """Every message starts with what is wrong and ends with what came."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        getattr(mlp, name)(*args)
