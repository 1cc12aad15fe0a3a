"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task


@task("step")
def test_step(student):
    """-0.5 is below the threshold, 0 reaches it, 2 is above."""
    assert_close(student.step(np.array([-0.5, 0.0, 2.0])), np.array([0, 1, 1]))


@task("identity")
def test_identity(student):
    """The value is the input, and the derivative is 1."""
    value, derivative = student.identity(np.array([-2.0, 3.0]))
    assert_close(value, np.array([-2.0, 3.0]))
    assert_close(derivative, np.array([1.0, 1.0]))


@task("sigmoid")
def test_sigmoid(student):
    """e^(log 3) = 3, so the value at log 3 is 3/4, and at -log 3 it is 1/4."""
    values = student.sigmoid(np.array([0.0, np.log(3.0), -np.log(3.0)]))
    assert_close(values, np.array([0.5, 0.75, 0.25]))


@task("sigmoid")
def test_sigmoid_far_out(student):
    """At 1000 the value is 1 in floating point, and at -1000 it is 0."""
    assert_close(student.sigmoid(np.array([1000.0, -1000.0])), np.array([1.0, 0.0]))


@task("sigmoid_slope")
def test_slope_of_the_sigmoid(student):
    """At log 3 the value is 3/4, so the derivative is 3/4 * 1/4 = 3/16. At 0 it is 1/4."""
    assert_close(student.sigmoid_derivative(np.array([0.0, np.log(3.0)])), np.array([0.25, 0.1875]))


@task("tanh")
def test_tanh(student):
    """At log 2 the value is (2 - 1/2) / (2 + 1/2) = 0.6."""
    assert_close(student.tanh(np.array([0.0, np.log(2.0)])), np.array([0.0, 0.6]))


@task("tanh_slope")
def test_slope_of_tanh(student):
    """1 - 0² = 1 and 1 - 0.6² = 0.64."""
    assert_close(student.tanh_derivative(np.array([0.0, np.log(2.0)])), np.array([1.0, 0.64]))


@task("relu")
def test_relu(student):
    """Negative inputs become 0."""
    assert_close(student.relu(np.array([-2.0, 0.0, 3.0])), np.array([0.0, 0.0, 3.0]))


@task("leaky")
def test_leaky_relu(student):
    """-2 * 0.1 = -0.2."""
    assert_close(student.leaky_relu(np.array([-2.0, 3.0]), 0.1), np.array([-0.2, 3.0]))


@task("leaky_slope")
def test_slope_of_leaky_relu(student):
    """The slope of the negative side is the argument. With 0 it is the derivative of ReLU."""
    assert_close(student.leaky_relu_derivative(np.array([-2.0, 3.0]), 0.1), np.array([0.1, 1.0]))
    assert_close(student.leaky_relu_derivative(np.array([-2.0, 3.0]), 0.0), np.array([0.0, 1.0]))


@task("leaky", weak=True)
def test_a_slope_of_1_is_refused(student):
    """With slope 1 the function is the identity: ValueError."""
    assert_raises("ValueError", student.leaky_relu, np.array([-2.0, 3.0]), 1.0)


@task("prelu")
def test_prelu_has_one_slope_for_each_column(student):
    """-2 * 0.5 = -1 in the first column, -2 * 2 = -4 in the second one."""
    values = student.prelu(np.array([[-2.0, -2.0], [3.0, 3.0]]), np.array([0.5, 2.0]))
    assert_close(values, np.array([[-1.0, -4.0], [3.0, 3.0]]))


@task("prelu_gradients")
def test_gradients_of_prelu(student):
    """dx: 10 * 0.5, 20 * 2, 30, 40. da: 10 * -2 + 0 and 20 * -2 + 0."""
    g, x = np.array([[10.0, 20.0], [30.0, 40.0]]), np.array([[-2.0, -2.0], [3.0, 3.0]])
    dx, da = student.prelu_gradients(g, x, np.array([0.5, 2.0]))
    assert_close(dx, np.array([[5.0, 40.0], [30.0, 40.0]]))
    assert_close(da, np.array([-20.0, -40.0]))


@task("gelu")
def test_gelu(student):
    """A standard normal number is below 1 with probability 0.841345, and below -1 with 0.158655."""
    assert_close(
        student.gelu(np.array([0.0, 1.0, -1.0])), np.array([0.0, 0.8413447461, -0.1586552539]), atol=1e-8
    )


@task("gelu_slope")
def test_slope_of_gelu(student):
    """At 0: 1/2. At 1: 0.841345 + 1 * 0.241971."""
    assert_close(student.gelu_derivative(np.array([0.0, 1.0])), np.array([0.5, 1.0833154706]), atol=1e-8)


@task("softmax")
def test_softmax(student):
    """Exponentials 1, 3, 4 have the sum 8."""
    p = student.softmax(np.log(np.array([[1.0, 3.0, 4.0], [5.0, 5.0, 10.0]])))
    assert_close(p, np.array([[0.125, 0.375, 0.5], [0.25, 0.25, 0.5]]))


@task("jacobian")
def test_jacobian_of_two_classes(student):
    """p = (1/4, 3/4): on the diagonal p (1 - p) = 3/16, beside it -3/16."""
    J = student.softmax_jacobian(np.array([[0.0, np.log(3.0)]]))
    assert_close(J, np.array([[[0.1875, -0.1875], [-0.1875, 0.1875]]]))


@task("dead")
def test_only_the_first_unit_is_always_zero(student):
    """Each of the other two units is 0 for one of the samples only."""
    dead = student.dead_units(np.array([[0.0, 0.0, 1.0], [0.0, 2.0, 0.0]]))
    assert_close(dead, np.array([True, False, False]))
