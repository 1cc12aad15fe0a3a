"""The reference of optimizers against torch, closed forms, its own properties and extremes."""

from __future__ import annotations

import doctest
import re

import numpy as np
import pytest
import torch

RULES = {
    "sgd": 0,
    "momentum": 1,
    "nesterov": 1,
    "adagrad": 1,
    "rmsprop": 1,
    "adam": 2,
    "weight_decay_step": 2,
}
"""Number of arrays in the state of each rule."""


@pytest.fixture
def op(load):
    return load("optimizers")


@pytest.fixture
def rng():
    return np.random.default_rng(83)


def start(name, w):
    """The state before the first step."""
    zeros = [np.zeros_like(w)] * RULES[name]
    return [*zeros, 0] if RULES[name] == 2 else zeros


def step(op, name, w, g, state, lr, **numbers):
    if name == "weight_decay_step":
        numbers.setdefault("lam", 0.1)
    found = getattr(op, name)(w, g, *state, lr, **numbers)
    return (found, []) if name == "sgd" else (found[0], list(found[1:]))


def descend(op, name, w, gradients, lr, **numbers):
    state = start(name, w)
    for g in gradients:
        w, state = step(op, name, w, g, state, lr, **numbers)
    return w


def grad(w, X, y):
    return X.T @ (X @ w - y) / len(y)


def test_doctests(op):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(op)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_worked_example_of_the_statement(op):
    """The numbers of the table: one weight, the gradients 0.5 and 0.2, rate 0.1."""
    w, given = np.array([1.0]), [np.array([0.5]), np.array([0.2])]
    table = {
        "sgd": (0.95, 0.93),
        "momentum": (0.95, 0.885),
        "nesterov": (0.905, 0.8265),
        "adagrad": (0.9, 0.862861),
        "rmsprop": (0.683772, 0.560913),
        "adam": (0.9, 0.810142),
        "weight_decay_step": (0.89, 0.791242),
    }
    for name, expected in table.items():
        found = [descend(op, name, w, given[:k], 0.1)[0] for k in (1, 2)]
        np.testing.assert_allclose(found, expected, atol=6e-7, err_msg=name)
    w, X, y = np.array([0.0]), np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 4.0, 3.0])
    np.testing.assert_allclose(op.batch_gd(grad, w, X, y, 0.3, 1), [1.9])
    np.testing.assert_allclose(op.stochastic_gd(grad, w, X, y, 0.1, np.array([2, 0])), [1.01])
    np.testing.assert_allclose(op.minibatch_gd(grad, w, X, y, 0.2, [np.array([0, 1]), np.array([2])]), [1.0])


TORCH = [
    ("sgd", {}, lambda p, lr: torch.optim.SGD(p, lr=lr)),
    ("momentum", {"mu": 0.8}, lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=0.8)),
    ("nesterov", {"mu": 0.8}, lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=0.8, nesterov=True)),
    ("adagrad", {"eps": 0.1}, lambda p, lr: torch.optim.Adagrad(p, lr=lr, eps=0.1)),
    ("rmsprop", {"rho": 0.7, "eps": 0.1}, lambda p, lr: torch.optim.RMSprop(p, lr=lr, alpha=0.7, eps=0.1)),
    ("adam", {}, lambda p, lr: torch.optim.Adam(p, lr=lr)),
    ("adam", {"beta1": 0.6, "beta2": 0.8, "eps": 0.1},
     lambda p, lr: torch.optim.Adam(p, lr=lr, betas=(0.6, 0.8), eps=0.1)),
    ("weight_decay_step", {"lam": 0.4}, lambda p, lr: torch.optim.AdamW(p, lr=lr, weight_decay=0.4)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "numbers", "make"), TORCH, ids=[f"{t[0]}-{len(t[1])}" for t in TORCH])
@pytest.mark.parametrize("shape", [(5,), (3, 4), (2, 3, 2)])
def test_forty_steps_with_changing_rates_agree_with_torch(op, rng, name, numbers, make, shape):
    """Weights after every one of forty steps are those of torch.optim."""
    w = rng.normal(size=shape)
    parameter = torch.tensor(w, requires_grad=True)
    optimizer, state = make([parameter], 0.1), start(name, w)
    for k, g in enumerate(rng.normal(size=(40, *shape))):
        lr = 0.3 / (1 + k % 5)
        optimizer.param_groups[0]["lr"] = lr
        parameter.grad = torch.tensor(g)
        optimizer.step()
        w, state = step(op, name, w, g, state, lr, **numbers)
        np.testing.assert_allclose(w, parameter.detach().numpy(), rtol=1e-11, atol=1e-12)


def test_nesterov_is_the_rule_with_the_look_ahead(op, rng):
    """With weights u the gradient is taken at u - lr mu v; w is that place, step by step."""
    A = rng.normal(size=(4, 4))
    A = A @ A.T / 4 + np.eye(4)
    lr, mu, u, v = 0.05, 0.9, rng.normal(size=4), np.zeros(4)
    w, velocity = u, np.zeros(4)
    for _ in range(30):
        w, velocity = op.nesterov(w, A @ w, velocity, lr, mu)
        v = mu * v + A @ (u - lr * mu * v)
        u = u - lr * v
        np.testing.assert_allclose(w, u - lr * mu * v, atol=1e-12)
        np.testing.assert_allclose(velocity, v, atol=1e-12)


def test_momentum_of_a_constant_gradient(op, rng):
    """The velocity tends to g / (1 - mu), as a geometric series."""
    g, v = rng.normal(size=3), np.zeros(3)
    for t in range(1, 60):
        _, v = op.momentum(np.zeros(3), g, v, 0.1, 0.9)
        np.testing.assert_allclose(v, g * (1 - 0.9**t) / 0.1, rtol=1e-12)


def test_adagrad_of_a_constant_gradient(op):
    """Step t has the length lr / √t, whatever the size of the gradient is."""
    g, s, w = np.array([1e-25, -3.0, 1e25]), np.zeros(3), np.zeros(3)
    for t in range(1, 50):
        moved, s = op.adagrad(w, g, s, 0.5, eps=1e-60)
        np.testing.assert_allclose(moved - w, -0.5 / np.sqrt(t) * np.sign(g), rtol=1e-12)
        w = np.zeros(3)


def test_adam_of_a_constant_gradient(op):
    """Both corrections together make every step of a constant gradient as long as the rate."""
    g, w, state = np.array([1e-25, -3.0, 1e25]), np.zeros(3), [np.zeros(3), np.zeros(3), 0]
    for t in range(1, 200):
        moved, *state = op.adam(w, g, *state, 0.5, 0.9, 0.999, 1e-60)
        np.testing.assert_allclose(moved, -0.5 * np.sign(g), rtol=1e-11)
        assert state[2] == t


def test_adam_with_betas_of_zero_is_rmsprop_without_memory(op, rng):
    """Means of one value need no correction."""
    w, g, old = rng.normal(size=(3, 6))
    found = op.adam(w, g, old, old**2, 7, 0.1, 0.0, 0.0, 0.01)
    np.testing.assert_allclose(found[0], op.rmsprop(w, g, old**2, 0.1, 0.0, 0.01)[0], rtol=1e-15)
    np.testing.assert_array_equal(found[1], g)


def test_the_corrected_mean_is_a_mean(op, rng):
    """m̂ after t steps is the mean of the gradients with weights β^(t-k), which add up to 1."""
    given, w, state = rng.normal(size=(12, 3)), np.zeros(3), [np.zeros(3), np.zeros(3), 0]
    for t in range(1, 13):
        _, *state = op.adam(w, given[t - 1], *state, 0.1, 0.8, 0.7)
        for array, beta, power in ((state[0], 0.8, 1), (state[1], 0.7, 2)):
            weights = beta ** np.arange(t)[::-1]
            expected = weights @ given[:t] ** power / weights.sum()
            np.testing.assert_allclose(array / (1 - beta**t), expected, rtol=1e-11)


def test_decay_is_a_factor_and_no_part_of_the_gradient(op, rng):
    """The result is Adam's less lr lam w, the means are Adam's, and a penalty in the gradient differs."""
    w, g, m = rng.normal(size=(3, 5))
    plain, decayed = (
        op.adam(w, g, m, m**2, 3, 0.1),
        op.weight_decay_step(w, g, m, m**2, 3, 0.1, 0.4),
    )
    np.testing.assert_allclose(decayed[0], plain[0] - 0.04 * w, rtol=1e-13, atol=1e-15)
    np.testing.assert_array_equal(decayed[1], plain[1])
    assert np.abs(op.adam(w, g + 0.4 * w, m, m**2, 3, 0.1)[0] - decayed[0]).max() > 1e-3


@pytest.mark.parametrize("name", RULES)
def test_every_rule_finds_the_minimum_of_a_long_valley(op, name):
    """From the same start, with a rate that falls, each rule comes close to the minimum."""
    curvature, w = np.array([1.0, 12.0]), np.array([-4.0, 0.9])
    state, first = start(name, w), 0.05 if name in ("sgd", "momentum", "nesterov") else 0.5
    for k in range(600):
        w, state = step(op, name, w, curvature * w, state, first / (1 + k / 50))
    assert np.abs(w).max() < 0.02


@pytest.mark.parametrize("c", [0.25, 3.0, 40.0])
@pytest.mark.parametrize("share", [0.01, 0.4, 0.6, 0.99, 1.01, 1.5])
def test_converges_says_what_batch_gd_does(op, c, share):
    """500 steps on ½ c x² shrink x or let it grow, as `converges` says."""

    def slope(w, X, y):
        return c * w

    lr = 2 * share / c
    x = op.batch_gd(slope, np.array([1.0]), np.ones((1, 1)), np.ones(1), lr, 500)
    assert op.converges(lr, c) == bool(abs(x[0]) < 1)
    assert op.converges(lr, c) == (share < 1)


def test_the_border_of_convergence_is_exact(op):
    """Powers of two are exact: 2/c itself does not converge, its neighbour below does, and so does 1e-300."""
    for power in range(-60, 60):
        border = 2.0 ** (1 - power)
        assert op.converges(border, 2.0**power) is False
        assert op.converges(float(np.nextafter(border, 0)), 2.0**power) is True
    assert op.converges(1e-300, 1.0) is True
    assert op.converges(0, 1) is False


def test_the_three_loops_agree_where_they_must(op, rng):
    """One batch of all rows is batch descent, batches of one are stochastic descent."""
    w, X, y = rng.normal(size=3), rng.normal(size=(7, 3)), rng.normal(size=7)
    order = rng.permutation(7)
    whole = op.minibatch_gd(grad, w, X, y, 0.1, [order] * 4)
    np.testing.assert_allclose(op.batch_gd(grad, w, X, y, 0.1, 4), whole, rtol=1e-12)
    singles = op.minibatch_gd(grad, w, X, y, 0.1, order[:, np.newaxis])
    np.testing.assert_array_equal(op.stochastic_gd(grad, w, X, y, 0.1, order), singles)


def test_batch_gd_reaches_the_least_squares_solution(op, rng):
    """Far enough, the weights are those of the closed form."""
    X, y = rng.normal(size=(20, 3)), rng.normal(size=20)
    found = op.batch_gd(grad, np.zeros(3), X, y, 0.3, 2000)
    np.testing.assert_allclose(found, np.linalg.lstsq(X, y, rcond=None)[0], atol=1e-10)


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint16"])
def test_narrow_integers_give_what_their_floats_give(op, rng, name, dtype):
    """Squares of these numbers do not fit into their type."""
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max + 1, size=(2 + RULES[name], 6)).astype(dtype)
    values[:, 0] = ends.max
    values[2 + (RULES[name] == 2) :] //= 2
    values = np.maximum(values, 0) if name not in ("sgd", "momentum", "nesterov") else values
    counter = [4] if RULES[name] == 2 else []
    narrow = step(op, name, values[0], values[1], [*values[2:], *counter], 1)
    wide = step(op, name, *values.astype(float)[:2], [*values.astype(float)[2:], *counter], 1.0)
    np.testing.assert_array_equal(narrow[0], wide[0])
    assert narrow[0].dtype == np.float64
    for found, expected in zip(narrow[1], wide[1], strict=True):
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("name", RULES)
def test_float32_stays_float32_and_arguments_are_not_modified(op, rng, name):
    """Read-only arrays are enough, and only new arrays come back."""
    arrays = [np.abs(rng.normal(size=(2, 3))).astype(np.float32) for _ in range(2 + RULES[name])]
    for array in arrays:
        array.flags.writeable = False
    counter = [4] if RULES[name] == 2 else []
    w, state = step(op, name, arrays[0], arrays[1], [*arrays[2:], *counter], 0.1)
    new = [w, *state[: RULES[name]]]
    assert all(a.dtype == np.float32 and a.flags.writeable for a in new)


def test_no_steps_return_a_copy(op):
    """The weights that came in are not handed out."""
    w, X, y = np.ones(2), np.ones((3, 2)), np.ones(3)
    for found in (
        op.batch_gd(grad, w, X, y, 0.1, 0),
        op.stochastic_gd(grad, w, X, y, 0.1, np.array([], dtype=int)),
        op.minibatch_gd(grad, w, X, y, 0.1, []),
    ):
        np.testing.assert_array_equal(found, w)
        assert not np.shares_memory(found, w)


W, X3, Y3, ROWS = np.ones(2), np.ones((3, 2)), np.ones(3), np.array([0, 2])
SHAPE, POSITIVE = " must have the shape of w, (2,), got ", " must be a number > 0, got "
ONE = np.ones(1)
BAD_CALLS = [
    ("sgd", (W, ONE, 0.1), "g" + SHAPE + "(1,)"),
    ("sgd", (W, W, 0.0), "lr" + POSITIVE + "0.0"),
    ("sgd", (W, W, float("nan")), "lr" + POSITIVE + "nan"),
    ("momentum", (W, W, ONE, 0.1), "v" + SHAPE + "(1,)"),
    ("momentum", (W, W, W, 0.1, 1.0), "mu must be a number in [0, 1), got 1.0"),
    ("nesterov", (W, W, W[:, None], 0.1), "v" + SHAPE + "(2, 1)"),
    ("nesterov", (W, W, W, 0.1, -0.1), "mu must be a number in [0, 1), got -0.1"),
    ("adagrad", (W, W, ONE, 0.1), "s" + SHAPE + "(1,)"),
    ("adagrad", (W, W, W, 0.1, 0.0), "eps" + POSITIVE + "0.0"),
    ("rmsprop", (W, W, W, 0.1, 1.0), "rho must be a number in [0, 1), got 1.0"),
    ("rmsprop", (W, W, W, -1, 0.9), "lr" + POSITIVE + "-1"),
    ("adam", (W, W, ONE, W, 0, 0.1), "m" + SHAPE + "(1,)"),
    ("adam", (W, W, W, ONE, 0, 0.1), "v" + SHAPE + "(1,)"),
    ("adam", (W, W, W, W, -1, 0.1), "t must be the number of steps taken, an integer >= 0, got -1"),
    ("adam", (W, W, W, W, 0, 0.1, 1.0), "beta1 must be a number in [0, 1), got 1.0"),
    ("adam", (W, W, W, W, 0, 0.1, 0.9, 1.0), "beta2 must be a number in [0, 1), got 1.0"),
    ("adam", (W, W, W, W, 0, 0.1, 0.9, 0.9, 0.0), "eps" + POSITIVE + "0.0"),
    ("weight_decay_step", (W, W, W, W, 0, 0.1, -0.1), "lam must be a number >= 0, got -0.1"),
    ("batch_gd", (grad, W, W, Y3, 0.1, 1), "X must have shape (n, d) with n >= 1, got (2,)"),
    ("batch_gd", (grad, W, X3[:0], Y3[:0], 0.1, 1), "X must have shape (n, d) with n >= 1, got (0, 2)"),
    ("batch_gd", (grad, W, X3, Y3[:2], 0.1, 1), "y must have one entry per row of X, shape (3,), got (2,)"),
    ("batch_gd", (grad, W, X3, Y3, 0.0, 1), "lr" + POSITIVE + "0.0"),
    ("batch_gd", (grad, W, X3, Y3, 0.1, -1), "steps must be an integer >= 0, got -1"),
    ("stochastic_gd", (grad, W, X3, Y3, 0.1, np.array([0, 3])), "order must hold row numbers from 0 to n - 1 = 2"),
    ("stochastic_gd", (grad, W, X3, Y3, 0.1, np.array([-1])), "order must hold row numbers from 0 to n - 1 = 2"),
    ("stochastic_gd", (grad, W, X3, Y3, 0.1, np.array([0.0])), "order must be a one-dimensional array of integers"),
    ("stochastic_gd", (grad, W, X3, Y3, 0.1, ROWS[None]), "order must be a one-dimensional array of integers"),
    ("minibatch_gd", (grad, W, X3, Y3, 0.1, [ROWS, ROWS[:0]]), "batches[1] must hold at least one row number"),
    ("minibatch_gd", (grad, W, X3, Y3, 0.1, [ROWS, -ROWS]), "batches[1] must hold row numbers from 0 to n - 1 = 2"),
    ("converges", (0.1, 0.0), "curvature" + POSITIVE + "0.0"),
    ("converges", (-0.1, -2.0), "curvature" + POSITIVE + "-2.0"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args", "message"), BAD_CALLS)
def test_bad_input_is_refused_with_the_name_of_the_argument(op, name, args, message):
    """Every message starts with what is wrong and ends with what came."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        getattr(op, name)(*args)
