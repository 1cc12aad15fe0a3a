"""The reference of autodiff against torch, central differences, closed forms, and its two modes against each other."""

from __future__ import annotations

import doctest
import math
import re

import numpy as np
import pytest
import torch


@pytest.fixture
def ad(load):
    return load("autodiff")


@pytest.fixture
def rng():
    return np.random.default_rng(73)


FORMULAS = {
    "a diamond": lambda x, y: (x * y) * (x * y + 1) + x,
    "one number twice": lambda x, y: x * x + y * y * y - x / x,
    "differences": lambda x, y: (1 - x) - (y - 2) * (x - y),
    "quotients": lambda x, y: (x / y) / (3 / x) + y / 4,
    "powers": lambda x, y: x**3 + y**-2 + x**0.5 + 2**y + x**y,
    "functions": lambda x, y: (x * y).tanh() * (x - y).exp() + (x * x + y).log(),
    "signs": lambda x, y: -(-x * y) + (-y),
    "relu": lambda x, y: (x * y - 1.3).relu() * (y - x * 5).relu() + (x + y).relu() ** 2,
    "shared deep": lambda x, y: (lambda u: (lambda v: u * v + v * v - u / v)(u.tanh() + u))(x * y + x),
}


def gradient(ad, f, numbers):
    values = [ad.Value(x) for x in numbers]
    result = f(*values)
    result.backward()
    return result.data, np.array([v.grad for v in values])


def test_doctests(ad):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(ad)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("name", FORMULAS)
def test_both_modes_agree_with_torch(ad, rng, name):
    """Number and gradient of each formula are torch's, forward and in reverse."""
    f = FORMULAS[name]
    for _ in range(5):
        numbers = rng.uniform(0.5, 2.0, size=2).tolist()
        tensors = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in numbers]
        expected = f(*tensors)
        expected.backward()
        right = [0.0 if t.grad is None else t.grad.item() for t in tensors]
        found, reverse = gradient(ad, f, numbers)
        assert found == pytest.approx(expected.item(), rel=1e-13)
        np.testing.assert_allclose(reverse, right, rtol=1e-11, atol=1e-13)
        for chosen in range(2):
            duals = [ad.Dual(x, float(place == chosen)) for place, x in enumerate(numbers)]
            assert f(*duals).tangent == pytest.approx(right[chosen], rel=1e-11, abs=1e-13)


@pytest.mark.parametrize("name", [name for name in FORMULAS if name != "relu"])
def test_gradients_agree_with_central_differences(ad, rng, name):
    """The error of a central difference with h = 1e-5 is about 1e-9."""
    f, h = FORMULAS[name], 1e-5
    numbers = rng.uniform(0.6, 1.8, size=2).tolist()
    _, found = gradient(ad, f, numbers)
    for place in range(2):
        up, down = list(numbers), list(numbers)
        up[place] += h
        down[place] -= h
        slope = (gradient(ad, f, up)[0] - gradient(ad, f, down)[0]) / (2 * h)
        assert found[place] == pytest.approx(slope, rel=1e-6, abs=1e-7)


def test_worked_example_of_the_statement(ad):
    """The numbers 4, 5, 20 and the derivatives 4, 9, 36, and twice these after the second call."""
    x = ad.Value(2.0)
    u = x**2
    v = u + 1
    y = u * v
    for times in 1, 2, 3:
        y.backward()
        assert [node.grad for node in (y, v, u, x)] == [times, 4 * times, 9 * times, 36 * times]
    assert [node.data for node in (u, v, y)] == [4, 5, 20]
    assert ad.forward_gradient("u = a ** 2; v = u + 1; y = u * v", [2.0])[1].tolist() == [36.0]


def test_repeated_calls_add_as_torch_does(ad):
    """Two results of one graph, one of them twice: the same sums as torch with retain_graph."""
    a, b = ad.Value(0.7), ad.Value(-1.2)
    s, t = (torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in (0.7, -1.2))
    shared, tensor = a * b, s * t
    tensor.retain_grad()
    first, second = shared.tanh() + a, shared * shared - b
    one, two = torch.tanh(tensor) + s, tensor * tensor - t
    for result, expected in (first, one), (second, two), (first, one):
        result.backward()
        expected.backward(retain_graph=True)
        for node, leaf in (a, s), (b, t), (shared, tensor):
            assert node.grad == pytest.approx(leaf.grad.item(), rel=1e-12)


def test_grad_of_other_numbers_stays(ad):
    """What the result does not depend on keeps its grad, and the result gets 1."""
    a, b, c = ad.Value(1.5), ad.Value(2.0), ad.Value(3.0)
    u = a * b
    y = u * c
    u.backward()
    assert (a.grad, b.grad, c.grad, u.grad, y.grad) == (2.0, 1.5, 0.0, 1.0, 0.0)
    c.backward()
    assert (c.grad, a.grad) == (1.0, 2.0)


def test_deep_and_wide_graphs(ad):
    """Ten thousand steps need no recursion; sixty doublings have 2**60 paths and take no time."""
    x = ad.Value(1.0)
    total = x
    for _ in range(10_000):
        total = total + x
    total.backward()
    assert x.grad == 10_001.0
    y = ad.Value(3.0)
    doubled = y
    for _ in range(60):
        doubled = doubled + doubled
    doubled.backward()
    assert y.grad == 2.0**60


@pytest.mark.parametrize("name", ["Dual", "Value"])
def test_functions_at_extremes(ad, name):
    """tanh saturates without overflow, and no quotient squares a tiny or huge divisor."""
    make = getattr(ad, name)
    assert [make(x).tanh().data for x in (1000.0, -1000.0)] == [1.0, -1.0]
    assert make(-1000.0).exp().data == 0.0
    assert (make(1.0) / make(1e-200)).data == 1e200
    assert (make(1e-300) * 3).data == 3e-300


def test_derivatives_at_extremes(ad):
    """The slopes are finite where the values are."""
    for x in 1e-100, 1e100:
        quotient = ad.Value(x)
        (1 / quotient).backward()
        assert quotient.grad == pytest.approx(-(1 / x) * (1 / x), rel=1e-12)
        logarithm = ad.Value(x)
        logarithm.log().backward()
        assert logarithm.grad == pytest.approx(1 / x, rel=1e-15)
    flat = ad.Value(1000.0)
    flat.tanh().backward()
    assert flat.grad == 0.0


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_powers_at_zero_and_below(ad, n):
    """A whole exponent is right for every base; torch agrees, also at 0."""
    for base in 0.0, -1.5:
        x, t = ad.Value(base), torch.tensor(base, dtype=torch.float64, requires_grad=True)
        (x**n + 0 * x).backward()
        (t**n + 0 * t).backward()
        assert x.grad == pytest.approx(t.grad.item(), rel=1e-13)
        assert (ad.Dual(base, 2.0) ** n).tangent == pytest.approx(2 * t.grad.item(), rel=1e-13)


def test_relu_at_zero_is_flat(ad):
    """The reference takes 0, as torch does; the tests accept 1 as well."""
    for x, slope in (-1e-300, 0.0), (0.0, 0.0), (1e-300, 1.0):
        value = ad.Value(x)
        value.relu().backward()
        assert value.grad == slope == ad.Dual(x, 1.0).relu().tangent


@pytest.mark.parametrize("name", ["Dual", "Value"])
def test_numbers_become_floats(ad, name):
    """NumPy's narrow integers and float32, bool and int: data is a Python float before any arithmetic."""
    make = getattr(ad, name)
    for number in np.int8(100), np.uint8(200), np.int16(-30000), np.float32(0.5), np.array(7), True, 3:
        assert type(make(number).data) is float
        assert make(number).data == float(number)
    assert (make(np.int8(100)) * np.int8(100)).data == 10_000.0
    assert (make(np.uint8(3)) - np.uint8(200)).data == -197.0


def test_random_directions_are_inner_products(ad, rng):
    """A tangent in any direction is the gradient times the direction: forward mode is linear in the tangents."""
    f = FORMULAS["functions"]
    x, d = rng.uniform(0.6, 1.8, size=2), rng.normal(size=2)
    _, g = gradient(ad, f, x.tolist())
    assert f(*map(ad.Dual, x.tolist(), d.tolist())).tangent == pytest.approx(g @ d, rel=1e-12)


def test_operations_leave_their_operands_alone(ad):
    """data, grad and tangent of operands are as before."""
    a, b = ad.Value(1.5), ad.Value(0.5)
    for result in (a + b, a - b, a * b, a / b, a**b, -a, a.relu(), a.tanh(), a.exp(), a.log()):
        assert result is not a
        assert (a.data, a.grad, b.data, b.grad, result.grad) == (1.5, 0.0, 0.5, 0.0, 0.0)


BASE = "the base must be > 0 unless the exponent is a whole number, got "
BAD = [
    (lambda make: make("3"), "a number must be one real number, got '3'"),
    (lambda make: make([1.0, 2.0]), "a number must be one real number, got [1.0, 2.0]"),
    (lambda make: make(None), "a number must be one real number, got None"),
    (lambda make: make(1j), "a number must be one real number, got 1j"),
    (lambda make: make(1.0) + "x", "a number must be one real number, got 'x'"),
    (lambda make: make(0.0).log(), "the argument of log must be > 0, got 0.0"),
    (lambda make: make(-2.0).log(), "the argument of log must be > 0, got -2.0"),
    (lambda make: make(math.nan).log(), "the argument of log must be > 0, got nan"),
    (lambda make: make(-2.0) ** 0.5, BASE + "-2.0 ** 0.5"),
    (lambda make: make(-2.0) ** make(2.0), BASE + "-2.0 ** 2.0"),
    (lambda make: 0 ** make(2.0), BASE + "0.0 ** 2.0"),
    (lambda make: make(0.0) ** -1, "the exponent must be >= 0 where the base is 0, got -1.0"),
]


@pytest.mark.parametrize("name", ["Dual", "Value"])
@pytest.mark.parametrize(("make_it", "message"), BAD)
def test_bad_input_is_refused(ad, name, make_it, message):
    """Every message says what is expected and what came."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        make_it(getattr(ad, name))


def test_programs_run_on_plain_numbers_too(ad):
    """What is handed out evaluates text; an input that is not used has the derivative 0."""
    assert ad.run("u = a ** 2\ny = 1 - u", {"a": 3.0}) == -8.0
    value, found = ad.reverse_gradient("u = neg a; y = tanh u", [0.3, 5.0], calls=2)
    assert value == pytest.approx(math.tanh(-0.3))
    np.testing.assert_allclose(found, [-2 * (1 - math.tanh(0.3) ** 2), 0.0])
