"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import math

import numpy as np

from grader.testing import assert_close, assert_raises, task

DUAL = ("data", "tangent", "+", "-", "*", "/", "**", "neg", "relu", "tanh", "exp", "log")
VALUE = ("data", "grad", "backward", "+", "-", "*", "/", "**", "neg", "relu", "tanh", "exp", "log")


@task("dual", asks=DUAL)
def test_a_polynomial_at_3(student):
    """x² + 2x is 15 at 3, and its derivative 2x + 2 is 8."""
    x = student.Dual(3.0, 1.0)
    y = x * x + 2 * x
    assert_close((y.data, y.tangent), (15.0, 8.0))


@task("dual", asks=DUAL)
def test_operators_of_dual_numbers(student):
    """The numbers are 6 and 2, with the tangents 1 and 3."""
    a, b = student.Dual(6.0, 1.0), student.Dual(2.0, 3.0)
    for result, number, tangent in (
        (a - b, 4.0, -2.0),
        (a * b, 12.0, 20.0),
        (a / b, 3.0, -4.0),
        (1 - b, -1.0, -3.0),
        (8 / b, 4.0, -6.0),
        (b**3, 8.0, 36.0),
        (2**b, 4.0, 12.0 * math.log(2.0)),
        (-b, -2.0, -3.0),
    ):
        assert_close((result.data, result.tangent), (number, tangent))


@task("dual")
def test_gradient_of_a_program(student):
    """y = a b + a at (2, -3): the derivatives are b + 1 = -2 and a = 2."""
    value, gradient = student.forward_gradient("u = a * b; y = u + a", [2.0, -3.0])
    assert_close(value, -4.0)
    assert_close(gradient, np.array([-2.0, 2.0]))


@task("dual", weak=True)
def test_log_of_0_is_refused_for_dual_numbers(student):
    """log 0 does not exist: ValueError."""
    assert_raises("ValueError", student.forward_gradient, "y = log a", [0.0])


@task("value", asks=VALUE)
def test_a_product_and_a_sum(student):
    """y = a b + a at (2, -3): the derivatives are b + 1 = -2 and a = 2."""
    a, b = student.Value(2.0), student.Value(-3.0)
    y = a * b + a
    y.backward()
    assert_close((y.data, a.grad, b.grad), (-4.0, -2.0, 2.0))


@task("value", asks=VALUE)
def test_the_worked_example(student):
    """u = x², v = u + 1, y = u v at 2: the derivative is 9 · 4 = 36. A second call of backward gives 72."""
    x = student.Value(2.0)
    u = x**2
    y = u * (u + 1)
    y.backward()
    assert_close((y.data, u.grad, x.grad), (20.0, 9.0, 36.0))
    y.backward()
    assert_close((u.grad, x.grad), (18.0, 72.0))


@task("value")
def test_single_operations(student):
    """Each line is one operation, at a = 4, where the derivatives are easy."""
    for right, value, slope in (
        ("1 - a", -3.0, -1.0),
        ("8 / a", 2.0, -0.5),
        ("a ** 0.5", 2.0, 0.25),
        ("2 ** a", 16.0, 16.0 * math.log(2.0)),
        ("relu a", 4.0, 1.0),
        ("neg a", -4.0, -1.0),
        ("log a", math.log(4.0), 0.25),
        ("exp a", math.exp(4.0), math.exp(4.0)),
    ):
        result, gradient = student.reverse_gradient(f"y = {right}", [4.0])
        assert_close(result, value)
        assert_close(gradient, np.array([slope]))


@task("value", weak=True)
def test_log_of_0_is_refused(student):
    """log 0 does not exist: ValueError."""
    assert_raises("ValueError", student.reverse_gradient, "y = log a", [0.0])
