"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, callback, task


def cube(x):
    return callback(lambda t: t**3, like=(x,))


def mixed():
    """x₁² + 3 x₁ x₂, with the gradient (2 x₁ + 3 x₂, 3 x₁)."""
    return callback(lambda x: float(x[0] ** 2 + 3 * x[0] * x[1]), like=(np.zeros(2),))


@task("forward")
def test_forward_difference_of_a_cube(student):
    """(2.1³ - 2³) / 0.1 = (9.261 - 8) / 0.1 = 12.61."""
    assert_close(student.forward_difference(cube(0.0), 2.0, 0.1), 12.61)


@task("forward")
def test_forward_differences_of_an_array(student):
    """At 0, 1 and 2 with h = 1: 1 - 0, 8 - 1 and 27 - 8."""
    x = np.array([0.0, 1.0, 2.0])
    assert_close(student.forward_difference(cube(x), x, 1.0), np.array([1.0, 7.0, 19.0]))


@task("central")
def test_central_difference_of_a_cube(student):
    """(2.1³ - 1.9³) / 0.2 = (9.261 - 6.859) / 0.2 = 12.01."""
    assert_close(student.central_difference(cube(0.0), 2.0, 0.1), 12.01)


@task("central")
def test_central_differences_of_an_array(student):
    """At 0, 1 and 2 with h = 1: (1 + 1) / 2, (8 - 0) / 2 and (27 - 1) / 2."""
    x = np.array([0.0, 1.0, 2.0])
    assert_close(student.central_difference(cube(x), x, 1.0), np.array([1.0, 4.0, 13.0]))


@task("gradient")
def test_gradient_of_two_variables(student):
    """At (1, 2) the derivatives are 2 + 6 = 8 and 3. x holds integers."""
    assert_close(student.numerical_gradient(mixed(), np.array([1, 2]), 0.5), np.array([8.0, 3.0]))


@task("gradient")
def test_gradient_has_the_shape_of_x(student):
    """The sum of the squares has the gradient 2x, also in a table."""
    x = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]])
    f = callback(lambda t: float(np.sum(t**2)), like=(np.zeros((2, 3)),))
    assert_close(student.numerical_gradient(f, x, 0.1), 2 * x)


@task("directional")
def test_derivative_along_3_4(student):
    """At (1, 2) the gradient is (8, 3), and 8 · 3 + 3 · 4 = 36."""
    assert_close(
        student.directional_derivative(mixed(), np.array([1.0, 2.0]), np.array([3.0, 4.0]), 0.01), 36.0
    )


@task("directional", weak=True)
def test_direction_of_another_shape_is_refused(student):
    """x has two entries and v has three: ValueError."""
    assert_raises("ValueError", student.directional_derivative, mixed(), np.ones(2), np.ones(3), 0.1)


@task("taylor")
def test_a_step_in_a_bowl(student):
    """f = x₁²/2 + 2 x₂² at (2, 1): gradient (2, 4), predicted decrease 0.1 · 20 = 2, and f falls from 4 to 2.34."""
    like = (np.zeros(2),)
    f = callback(lambda x: float(0.5 * x[0] ** 2 + 2 * x[1] ** 2), like=like)
    grad = callback(lambda x: np.array([1.0, 4.0]) * x, like=like)
    x_new, predicted, actual = student.taylor_step(f, grad, np.array([2.0, 1.0]), 0.1)
    assert_close(x_new, np.array([1.8, 0.6]))
    assert_close((predicted, actual), (2.0, 1.66))


@task("chain")
def test_two_layers_by_hand(student):
    """All sums are 0, so all units give 1/2 and have the slope 1/4."""
    W1, W2 = np.array([[2.0, -2.0], [-1.0, 1.0]]), np.array([[4.0], [-4.0]])
    loss, dW1, dW2 = student.chain_rule_two_layer(np.array([1.0, 2.0]), W1, W2, np.array([1.0]))
    assert_close(loss, 0.125)
    assert_close(dW2, np.array([[-0.0625], [-0.0625]]))
    assert_close(dW1, np.array([[-0.125, 0.125], [-0.25, 0.25]]))
