"""The reference of initialization against torch, scipy, simulated networks, closed forms and extremes."""

from __future__ import annotations

import doctest
import math
import re

import numpy as np
import pytest
import scipy.stats
import torch

DRAWING = ("xavier_uniform", "xavier_normal", "he_normal")
VARIANCES = ("forward_variance", "backward_variance")


@pytest.fixture
def init(load):
    return load("initialization")


@pytest.fixture
def rng():
    return np.random.default_rng(41)


def variance_of(name, fan_in, fan_out):
    return 2 / fan_in if name == "he_normal" else 2 / (fan_in + fan_out)


def test_doctests(init):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(init)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_worked_example_of_the_statement(init):
    """The numbers that the statement works out by hand."""
    assert init.forward_variance([10, 5, 3], 0.2, "identity") == pytest.approx([2, 2])
    assert init.forward_variance([10, 5, 3], 0.2, "relu") == pytest.approx([2, 1])
    assert init.backward_variance([10, 5, 3], 0.2, "identity") == pytest.approx([0.6, 0.6])
    assert init.backward_variance([10, 5, 3], 0.2, "relu") == pytest.approx([0.3, 0.6])
    assert init.forward_variance([1] * 31, 0.2**2, "identity")[-1] == pytest.approx(1.15e-42, rel=5e-3)
    assert init.forward_variance([1] * 31, 5.0**2, "identity")[-1] == pytest.approx(8.67e41, rel=5e-3)


@pytest.mark.parametrize("name", DRAWING)
@pytest.mark.parametrize(("fan_in", "fan_out"), [(100, 50), (7, 40), (1, 1), (30, 30)])
def test_the_law_of_the_weights(init, rng, name, fan_in, fan_out):
    """Shape, type and distribution, by the test of Kolmogorov and Smirnov."""
    calls = -(-40_000 // (fan_in * fan_out))
    draws = np.array([getattr(init, name)(fan_in, fan_out, rng) for _ in range(calls)])
    assert draws.shape[1:] == (fan_in, fan_out)
    assert draws.dtype == np.float64
    std = math.sqrt(variance_of(name, fan_in, fan_out))
    bound = math.sqrt(3) * std
    uniform = name == "xavier_uniform"
    law = scipy.stats.uniform(-bound, 2 * bound) if uniform else scipy.stats.norm(0, std)
    assert scipy.stats.kstest(draws.ravel(), law.cdf).pvalue > 1e-4
    assert draws.std() == pytest.approx(std, rel=0.03)


@pytest.mark.parametrize("name", DRAWING)
def test_the_generator_moves_on_and_its_state_decides(init, name):
    """Two layers differ; two generators in the same state give the same layers."""
    rng, again = np.random.default_rng(3), np.random.default_rng(3)
    first, second = (getattr(init, name)(6, 4, rng) for _ in range(2))
    assert not (first == second).any()
    assert np.array_equal(first, getattr(init, name)(6, 4, again))
    assert np.array_equal(second, getattr(init, name)(6, 4, again))


@pytest.mark.parametrize("name", DRAWING)
def test_weights_are_uncorrelated(init, rng, name):
    """No two of the weights of a layer hang together."""
    draws = np.array([getattr(init, name)(3, 4, rng).ravel() for _ in range(20_000)])
    correlations = np.corrcoef(draws, rowvar=False) - np.eye(12)
    assert np.abs(correlations).max() < 0.05


@pytest.mark.parametrize("name", DRAWING)
def test_torch_draws_from_the_same_law(init, rng, name):
    """Two samples, compared by the test of Kolmogorov and Smirnov."""
    fan_in, fan_out = 300, 120
    weights = torch.empty(fan_out, fan_in)
    torch.manual_seed(5)
    if name == "xavier_uniform":
        torch.nn.init.xavier_uniform_(weights)
    elif name == "xavier_normal":
        torch.nn.init.xavier_normal_(weights)
    else:
        torch.nn.init.kaiming_normal_(weights, nonlinearity="relu")
    ours = getattr(init, name)(fan_in, fan_out, rng)
    assert scipy.stats.ks_2samp(ours.ravel(), weights.numpy().ravel()).pvalue > 1e-4


@pytest.mark.parametrize("name", DRAWING)
def test_narrow_fans_do_not_overflow(init, rng, name):
    for fan_in, fan_out in (np.int8(100), np.int8(90)), (np.uint8(200), np.uint8(100)):
        draws = getattr(init, name)(fan_in, fan_out, rng)
        assert draws.std() == pytest.approx(math.sqrt(variance_of(name, int(fan_in), int(fan_out))), rel=0.05)


@pytest.mark.parametrize("name", DRAWING)
@pytest.mark.parametrize("fans", [(0, 3), (3, 0), (-1, 3), (-2, -2)])
def test_fans_below_1_are_refused(init, rng, name, fans):
    with pytest.raises(ValueError, match="fan_in and fan_out must be at least 1"):
        getattr(init, name)(*fans, rng)


def relu(z):
    return np.maximum(z, 0)


def slopes(z):
    """Of ReLU; ½ at exactly 0, where all units of the layer before are 0: once in 2^n times."""
    return np.heaviside(z, np.sqrt(0.5))  # the square of it counts


@pytest.mark.parametrize("activation", ["identity", "relu"])
def test_signals_of_simulated_networks(init, rng, activation):
    """The mean square of z over many networks is what the theory says."""
    widths, spread = [6, 4, 5, 3], [0.3, 0.1, 0.2]
    squares = np.zeros(3)
    networks = 40_000
    a = rng.normal(size=(networks, 1, 6))
    for layer, (n, m) in enumerate([(6, 4), (4, 5), (5, 3)]):
        z = a @ rng.normal(0, math.sqrt(spread[layer]), size=(networks, n, m))
        squares[layer] = np.square(z).mean()
        a = relu(z) if activation == "relu" else z
    assert squares == pytest.approx(init.forward_variance(widths, spread, activation), rel=0.05)


@pytest.mark.parametrize("activation", ["identity", "relu"])
def test_gradients_of_simulated_networks(init, rng, activation):
    """The mean square of the gradients over many networks is what the theory says."""
    widths, spread, networks = [6, 4, 5, 3], [0.3, 0.1, 0.2], 40_000
    weights = [
        rng.normal(0, math.sqrt(v), size=(networks, n, m))
        for v, n, m in zip(spread, widths[:-1], widths[1:], strict=True)
    ]
    a, before = rng.normal(size=(networks, 1, 6)), []
    for W in weights:
        before.append(a @ W)
        a = relu(before[-1]) if activation == "relu" else before[-1]
    delta, squares = rng.normal(size=(networks, 1, 3)), np.zeros(3)
    for layer in 2, 1, 0:
        gradient = delta @ weights[layer].transpose(0, 2, 1)
        squares[layer] = np.square(gradient).mean()
        if layer:
            delta = gradient * slopes(before[layer - 1]) if activation == "relu" else gradient
    assert squares == pytest.approx(init.backward_variance(widths, spread, activation), rel=0.05)


@pytest.mark.parametrize("activation", ["identity", "relu"])
def test_gradients_are_signals_of_the_network_turned_round(init, rng, activation):
    widths, spread = rng.integers(1, 20, size=8), rng.uniform(0.05, 0.5, size=7)
    turned = init.forward_variance(widths[::-1], spread[::-1], activation)[::-1]
    assert init.backward_variance(widths, spread, activation) == pytest.approx(turned, rel=1e-12)


def test_closed_forms(init):
    """Equal layers: a power; He keeps 2 with ReLU, Xavier halves."""
    for n, v, layers in (50, 0.03, 9), (3, 0.7, 40):
        powers = (n * v) ** np.arange(1, layers + 1)
        assert init.forward_variance([n] * (layers + 1), v, "identity") == pytest.approx(powers)
        halved = powers / 2.0 ** np.arange(layers)
        assert init.forward_variance([n] * (layers + 1), v, "relu") == pytest.approx(halved)
        assert init.backward_variance([n] * (layers + 1), v, "relu") == pytest.approx(halved[::-1])
    assert init.forward_variance([80] * 30, 2 / 80, "relu") == pytest.approx(np.full(29, 2.0))


def test_deep_networks_stay_finite(init, rng):
    """The product of the widths alone is beyond the largest number."""
    widths = rng.integers(400, 900, size=301)
    assert math.log10(2) * np.log2(widths.astype(float)).sum() > 400
    he = 2 / widths[:-1]
    assert init.forward_variance(widths, he, "relu") == pytest.approx(np.full(300, 2.0))
    assert init.backward_variance(widths, 2 / widths[1:], "relu") == pytest.approx(np.full(300, 2.0))


@pytest.mark.parametrize("name", VARIANCES)
def test_types_of_the_variances(init, name):
    """float32 stays float32, integers become float64 before any product."""
    f = getattr(init, name)
    assert f([4, 3, 2], np.array([0.5, 0.25], dtype=np.float32), "relu").dtype == np.float32
    for dtype in np.int8, np.uint8, np.int16, np.uint16:
        result = f(np.full(5, 120, dtype=dtype), np.full(4, 100, dtype=dtype), "identity")
        assert result.dtype == np.float64
        assert np.sort(result) == pytest.approx(12_000.0 ** np.arange(1, 5))


@pytest.mark.parametrize("name", VARIANCES)
@pytest.mark.parametrize(
    ("widths", "weight_var", "activation", "words"),
    [
        ([4], 0.5, "relu", "widths must be two numbers or more, each at least 1, got [4]"),
        ([4, 0], 0.5, "relu", "widths must be two numbers or more, each at least 1, got [4, 0]"),
        ([4, 3], -0.5, "relu", "weight_var must be finite and at least 0, got -0.5"),
        ([4, 3], math.nan, "relu", "weight_var must be finite and at least 0, got nan"),
        ([4, 3, 2], [0.5], "relu", "weight_var must be one number or 2, got shape (1,)"),
        ([4, 3], 0.5, "tanh", 'activation must be "identity" or "relu", got \'tanh\''),
    ],
)
def test_bad_arguments_are_refused(init, name, widths, weight_var, activation, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        getattr(init, name)(widths, weight_var, activation)


def trained(W1, b1, W2, X, y, steps=50, lr=0.05):
    """The network after gradient descent on half the squared error."""
    parts = [torch.tensor(a, requires_grad=True) for a in (W1, b1, W2)]
    X, y = torch.tensor(X), torch.tensor(y)
    for _ in range(steps):
        loss = 0.5 * ((torch.tanh(X @ parts[0] + parts[1]) @ parts[2] - y) ** 2).sum()
        gradients = torch.autograd.grad(loss, parts)
        parts = [(p - lr * g).detach().requires_grad_() for p, g in zip(parts, gradients, strict=True)]
    return [p.detach().numpy() for p in parts]


def spread_of(W1, b1, W2):
    """How far the units are from the first one."""
    units = np.hstack([W1.T, b1[:, None], W2])
    return np.abs(units - units[0]).max()


@pytest.mark.parametrize("part", [None, 0, 1, 2])
def test_training_keeps_equal_units_equal_and_separates_all_others(init, rng, part):
    """The yes or no of the function is what training does."""
    X, y = rng.normal(size=(9, 3)), rng.normal(size=(9, 2))
    W1, b1, W2 = np.repeat(rng.normal(size=(3, 1)), 4, axis=1), np.full(4, 0.3), np.full((4, 2), 0.2)
    W2[:, 1] = -0.7
    if part is not None:
        (W1, b1, W2)[part].flat[-1] += 0.1
    collapses = init.symmetric_init_collapses(W1, b1, W2)
    assert collapses is (part is None)
    after = trained(W1, b1, W2, X, y)
    hidden = np.tanh(X @ after[0] + after[1])
    distance = np.abs(hidden - hidden[:, :1]).max()
    assert distance < 1e-10 if collapses else distance > 1e-4
    assert spread_of(*after) < 1e-10 if collapses else spread_of(*after) > 1e-4


def test_constants_and_differences_of_any_size(init):
    """Zeros collapse, and the smallest difference does not."""
    for value in 0.0, 0.1, 1e-25, 1e25:
        network = [np.full((3, 5), value), np.full(5, value), np.full((5, 2), value)]
        assert init.symmetric_init_collapses(*network) is True
        for part in range(3):
            changed = [a.copy() for a in network]
            changed[part].flat[-1] = np.nextafter(value, np.inf)
            assert init.symmetric_init_collapses(*changed) is False


@pytest.mark.parametrize(
    "shapes",
    [
        ((3, 4), (3,), (4, 2)),
        ((3, 4), (4,), (3, 2)),
        ((4,), (4,), (4, 2)),
        ((3, 1), (1,), (1, 2)),
        ((0, 4), (4,), (4, 2)),
    ],
)
def test_shapes_that_do_not_fit_are_refused(init, shapes):
    with pytest.raises(ValueError, match=r"shapes must be|are needed"):
        init.symmetric_init_collapses(*(np.ones(shape) for shape in shapes))
