"""The reference of calculus against torch, closed forms, orders of error and extremes."""

from __future__ import annotations

import doctest
import re

import numpy as np
import pytest
import torch


@pytest.fixture
def ca(load):
    return load("calculus")


@pytest.fixture
def rng():
    return np.random.default_rng(79)


def network(rng, d, m, k):
    return rng.normal(size=d), rng.normal(size=(d, m)), rng.normal(size=(m, k)), rng.uniform(size=k)


def test_doctests(ca):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(ca)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_worked_examples_of_the_statement(ca):
    """The numbers that the statement works out by hand."""
    assert ca.forward_difference(lambda x: x**3, 2, 0.1) == pytest.approx(12.61)
    assert ca.central_difference(lambda x: x**3, 2, 0.1) == pytest.approx(12.01)
    mixed = lambda x: x[0] ** 2 + 3 * x[0] * x[1]  # noqa: E731
    np.testing.assert_allclose(ca.numerical_gradient(mixed, np.array([1, 2]), 0.5), [8, 3])
    assert ca.directional_derivative(mixed, np.array([1, 2]), np.array([3, 4]), 0.01) == pytest.approx(36)
    bowl = lambda x: 0.5 * x[0] ** 2 + 2 * x[1] ** 2  # noqa: E731
    x_new, predicted, actual = ca.taylor_step(bowl, lambda x: [x[0], 4 * x[1]], np.array([2, 1]), 0.1)
    np.testing.assert_allclose([*x_new, predicted, actual], [1.8, 0.6, 2.0, 1.66])
    W1, W2 = np.array([[2, -2], [-1, 1]]), np.array([[4], [-4]])
    loss, dW1, dW2 = ca.chain_rule_two_layer(np.array([1, 2]), W1, W2, np.array([1]))
    assert loss == 0.125
    assert dW1.tolist() == [[-0.125, 0.125], [-0.25, 0.25]]
    assert dW2.tolist() == [[-0.0625], [-0.0625]]


def test_the_figure_shows_these_slopes(ca):
    """Forward 4.75 and central 3.25 for a cube at 1 with the step 1/2."""
    assert ca.forward_difference(lambda x: x**3, 1.0, 0.5) == 4.75
    assert ca.central_difference(lambda x: x**3, 1.0, 0.5) == 3.25


@pytest.mark.parametrize(("name", "order"), [("forward_difference", 1), ("central_difference", 2)])
def test_the_error_falls_with_a_power_of_the_step(ca, name, order):
    """A tenth of the step: a tenth of the error, or a hundredth."""
    x = np.linspace(0.3, 2.0, 5)
    errors = [np.abs(getattr(ca, name)(np.exp, x, h) - np.exp(x)) for h in (1e-2, 1e-3)]
    np.testing.assert_allclose(errors[0] / errors[1], 10.0**order, rtol=0.02)


def test_rounding_spoils_very_small_steps(ca):
    """What the statement says of h = 1e-16: the quotient is 0 where x + h is x."""
    assert ca.forward_difference(np.exp, 2.0, 1e-16) == 0.0
    assert abs(ca.forward_difference(lambda x: x**3, 2.0, 1e-12) - 12) > 1e-4


@pytest.mark.parametrize("shape", [(), (1,), (5,), (2, 3), (3, 1), (2, 3, 2)])
def test_gradient_agrees_with_autograd(ca, rng, shape):
    """Central differences with h = 1e-5 agree with torch to nine digits, whatever the shape."""
    x, c = rng.normal(size=shape), rng.normal(size=shape)
    t = torch.tensor(x, requires_grad=True)
    (torch.sin(t) * torch.tensor(c) + t**3).sum().backward()
    found = ca.numerical_gradient(lambda x: np.sum(np.sin(x) * c + x**3), x, 1e-5)
    assert found.shape == shape
    np.testing.assert_allclose(found, t.grad.numpy(), rtol=1e-8, atol=1e-9)


def test_only_one_entry_moves_in_each_call(ca, rng):
    """The calls of f are x plus and minus h at one entry, and x itself never changes."""
    x, seen = rng.normal(size=(2, 3)), []
    x.flags.writeable = False
    ca.numerical_gradient(lambda t: seen.append(t - x) or 0.0, x, 0.25)
    assert len(seen) == 12
    for place, (up, down) in enumerate(zip(seen[::2], seen[1::2], strict=True)):
        np.testing.assert_allclose(up.ravel(), 0.25 * np.eye(6)[place], atol=1e-15)
        np.testing.assert_allclose(down, -up, atol=1e-15)


def test_directional_derivative_agrees_with_jvp(ca, rng):
    """It is torch's product of Jacobian and vector, with the length of the direction, in two calls."""
    for shape in (4,), (2, 3):
        x, v, calls = rng.normal(size=shape), 3 * rng.normal(size=shape), []
        f = lambda t: (t**3).sum() + t.sum() ** 2  # noqa: E731
        found = ca.directional_derivative(lambda t, f=f, calls=calls: calls.append(t) or f(t), x, v, 1e-5)
        _, right = torch.autograd.functional.jvp(f, torch.tensor(x), torch.tensor(v))
        assert found == pytest.approx(right.item(), rel=1e-7)
        assert len(calls) == 2


def test_directional_derivatives_are_linear_in_short_directions(ca, rng):
    """Along the axes they are the gradient, and the gradient times v is the derivative along v."""
    x, v = rng.normal(size=3), rng.normal(size=3)
    f = lambda t: np.sum(np.exp(t)) + t[0] * t[1]  # noqa: E731
    gradient = ca.numerical_gradient(f, x, 1e-5)
    along = [ca.directional_derivative(f, x, e, 1e-5) for e in np.eye(3)]
    np.testing.assert_allclose(along, gradient, rtol=1e-12)
    assert ca.directional_derivative(f, x, v, 1e-5) == pytest.approx(gradient @ v, rel=1e-7)


def test_a_step_agrees_with_torchs_gradient_descent(ca, rng):
    """The new place is that of torch.optim.SGD, and the promise its first-order term."""
    x = rng.normal(size=(2, 3))
    t = torch.tensor(x, requires_grad=True)
    loss = (torch.cosh(t) + t**2).sum()
    loss.backward()
    torch.optim.SGD([t], lr=0.05).step()
    x_new, predicted, actual = ca.taylor_step(
        lambda x: np.sum(np.cosh(x) + x**2), lambda x: np.sinh(x) + 2 * x, x, 0.05
    )
    np.testing.assert_allclose(x_new, t.detach().numpy(), rtol=1e-13)
    assert predicted == pytest.approx(0.05 * float((t.grad**2).sum()), rel=1e-12)
    with torch.no_grad():
        assert actual == pytest.approx(float(loss - (torch.cosh(t) + t**2).sum()), rel=1e-12)


def test_promise_and_decrease_differ_at_second_order(ca, rng):
    """For a quadratic function their difference is half of η² gᵀ H g, with one sign for all rates."""
    H = np.diag([1.0, 4.0, 0.5])
    x = rng.normal(size=3)
    g = H @ x
    for lr in 0.01, 0.1, 1.0:
        _, predicted, actual = ca.taylor_step(lambda t: 0.5 * t @ H @ t, lambda t: H @ t, x, lr)
        assert predicted - actual == pytest.approx(0.5 * lr**2 * g @ H @ g, rel=1e-9)


@pytest.mark.parametrize(("d", "m", "k"), [(3, 4, 2), (1, 1, 1), (5, 2, 6), (4, 4, 4)])
def test_two_layers_agree_with_torch(ca, rng, d, m, k):
    """Loss and both gradients are those of autograd."""
    x, W1, W2, y = network(rng, d, m, k)
    A, B = torch.tensor(W1, requires_grad=True), torch.tensor(W2, requires_grad=True)
    out = torch.sigmoid(torch.sigmoid(torch.tensor(x) @ A) @ B)
    right = 0.5 * ((out - torch.tensor(y)) ** 2).sum()
    right.backward()
    loss, dW1, dW2 = ca.chain_rule_two_layer(x, W1, W2, y)
    assert loss == pytest.approx(right.item(), rel=1e-12)
    np.testing.assert_allclose(dW1, A.grad.numpy(), rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(dW2, B.grad.numpy(), rtol=1e-10, atol=1e-14)


def test_two_layers_agree_with_differences(ca, rng):
    """The own numerical gradient of the loss is the gradient."""
    x, W1, W2, y = network(rng, 3, 4, 2)
    _, dW1, dW2 = ca.chain_rule_two_layer(x, W1, W2, y)
    by_first = ca.numerical_gradient(lambda W: ca.chain_rule_two_layer(x, W, W2, y)[0], W1, 1e-5)
    by_second = ca.numerical_gradient(lambda W: ca.chain_rule_two_layer(x, W1, W, y)[0], W2, 1e-5)
    np.testing.assert_allclose(dW1, by_first, atol=1e-9)
    np.testing.assert_allclose(dW2, by_second, atol=1e-9)


def test_saturated_units_pass_nothing_on(ca):
    """Sums of ±1000 give finite losses and gradients of 0, without a warning."""
    x, y = np.array([1.0, 1.0]), np.array([0.25, 0.25])
    for scale in 500.0, -500.0:
        loss, dW1, dW2 = ca.chain_rule_two_layer(x, scale * np.ones((2, 3)), np.full((3, 2), 1000.0), y)
        assert np.isfinite(loss)
        assert not dW1.any()
        assert np.isfinite(dW2).all()


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint16", "int64", "float32"])
def test_types_of_places(ca, rng, dtype):
    """Where a function is given, everything becomes float64 first."""
    x = rng.integers(0, 100, size=3).astype(dtype)
    square = lambda t: t**2 / 7  # noqa: E731
    for name in "forward_difference", "central_difference":
        found = getattr(ca, name)(square, x, 0.1)
        assert found.dtype == np.float64
        np.testing.assert_array_equal(found, getattr(ca, name)(square, x.astype(float), 0.1))
    total = lambda t: float(np.sum(t**2))  # noqa: E731
    wide = x.astype(float)
    assert ca.numerical_gradient(total, x, 0.1).dtype == np.float64
    np.testing.assert_array_equal(
        ca.numerical_gradient(total, x, 0.1), ca.numerical_gradient(total, wide, 0.1)
    )
    assert ca.directional_derivative(total, x, x, 0.1) == ca.directional_derivative(total, wide, wide, 0.1)
    x_new, *_ = ca.taylor_step(total, lambda t: 2 * t, x, 0.1)
    assert x_new.dtype == np.float64


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint16"])
def test_narrow_integers_in_two_layers(ca, rng, dtype):
    """Products of these numbers do not fit into their type."""
    top = np.iinfo(dtype).max
    x, W1 = np.array([top, top, 1], dtype=dtype), rng.integers(0, 3, size=(3, 4)).astype(dtype)
    W2, y = rng.integers(0, 2, size=(4, 2)).astype(dtype), np.array([top, 0], dtype=dtype)
    found = ca.chain_rule_two_layer(x, W1, W2, y)
    for one, other in zip(
        found, ca.chain_rule_two_layer(*(a.astype(float) for a in (x, W1, W2, y))), strict=True
    ):
        np.testing.assert_array_equal(one, other)


def test_float32_stays_float32_in_two_layers(ca, rng):
    """Gradients have the type of the weights; single precision loses digits and nothing else."""
    arrays = network(rng, 3, 4, 2)
    single = ca.chain_rule_two_layer(*(a.astype(np.float32) for a in arrays))
    double = ca.chain_rule_two_layer(*arrays)
    assert [type(single[0]), single[1].dtype, single[2].dtype] == [float, np.float32, np.float32]
    for one, other in zip(single, double, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-5)


def test_arguments_are_not_modified(ca, rng):
    """Read-only arrays are enough for every function."""
    x, W1, W2, y = network(rng, 3, 4, 2)
    for array in x, W1, W2, y:
        array.flags.writeable = False
    assert np.isfinite(ca.chain_rule_two_layer(x, W1, W2, y)[0])
    assert ca.taylor_step(lambda t: float(t @ t), lambda t: 2 * t, x, 0.1)[0].shape == (3,)
    assert np.isfinite(ca.directional_derivative(lambda t: float(t @ t), x, x, 0.1))


F, ONE, TWO = (lambda t: float(np.sum(t))), np.ones(1), np.ones(2)
EYE = np.eye(2)
BAD_CALLS = [
    ("forward_difference", (F, 1.0, 0.0), "h must be > 0, got 0.0"),
    ("forward_difference", (F, 1.0, float("nan")), "h must be > 0, got nan"),
    ("central_difference", (F, 1.0, -0.1), "h must be > 0, got -0.1"),
    ("numerical_gradient", (F, TWO, 0), "h must be > 0, got 0"),
    ("directional_derivative", (F, TWO, TWO, -1.0), "h must be > 0, got -1.0"),
    ("directional_derivative", (F, TWO, ONE, 0.1), "v must have the shape of x, (2,), got (1,)"),
    ("directional_derivative", (F, TWO, EYE, 0.1), "v must have the shape of x, (2,), got (2, 2)"),
    ("taylor_step", (F, F, TWO, 0.0), "lr must be > 0, got 0.0"),
    (
        "chain_rule_two_layer",
        (EYE, EYE, EYE, TWO),
        "W1 must have shape (d, m) for x of shape (d,), got (2, 2)",
    ),
    (
        "chain_rule_two_layer",
        (ONE, EYE, EYE, TWO),
        "W1 must have shape (d, m) for x of shape (d,), got (2, 2)",
    ),
    ("chain_rule_two_layer", (TWO, TWO, EYE, TWO), "W1 must have shape (d, m) for x of shape (d,), got (2,)"),
    ("chain_rule_two_layer", (TWO, EYE, np.eye(3), TWO), "W2 must have shape (m, k) for m = 2, got (3, 3)"),
    ("chain_rule_two_layer", (TWO, EYE, TWO, TWO), "W2 must have shape (m, k) for m = 2, got (2,)"),
    ("chain_rule_two_layer", (TWO, EYE, EYE, ONE), "y must have shape (k,) = (2,), got (1,)"),
]


@pytest.mark.parametrize(("name", "args", "message"), BAD_CALLS)
def test_bad_input_is_refused_with_the_name_of_the_argument(ca, name, args, message):
    """Every message starts with what is wrong and ends with what came."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        getattr(ca, name)(*args)
