"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task

X = np.array([[2.0, 0.0], [4.0, 0.0]])
Y = np.array([1, 0])


@task("sigmoid")
def test_sigmoid(student):
    """e^(log 3) = 3, so the value at log 3 is 3/4, and at -log 3 it is 1/4."""
    assert_close(student.sigmoid(np.array([0.0, np.log(3.0), -np.log(3.0)])), np.array([0.5, 0.75, 0.25]))


@task("sigmoid")
def test_sigmoid_far_out(student):
    """At 1000 the value is 1 in floating point, and at -1000 it is 0."""
    assert_close(student.sigmoid(np.array([1000.0, -1000.0])), np.array([1.0, 0.0]))


@task("proba")
def test_probability_of_label_1(student):
    """The logits are 2 * log 3 - log 3 = log 3, and 4 * log 3 - log 3 = 3 log 3, so e^z is 3 and 27."""
    p = student.predict_proba(X, np.array([np.log(3.0), 5.0]), -np.log(3.0))
    assert_close(p, np.array([3 / 4, 27 / 28]))


@task("loss")
def test_loss_of_two_samples(student):
    """The probabilities of the true labels are 3/4 and 1/4: the mean of -ln 3/4 and -ln 1/4."""
    z = np.array([np.log(3.0), np.log(3.0)])
    assert_close(student.binary_cross_entropy_with_logits(Y, z), 0.5 * np.log(16 / 3))


@task("loss")
def test_a_wrong_logit_of_1000_costs_1000(student):
    """ln(1 + e^1000) is 1000 to all digits of a float."""
    assert_close(student.binary_cross_entropy_with_logits(Y, np.array([-1000.0, 1000.0])), 1000.0)


@task("gradient")
def test_gradient_at_zero(student):
    """Both probabilities are 1/2: errors -1/2 and 1/2; dw = (-1/2 * 2 + 1/2 * 4) / 2."""
    dw, db = student.gradient(X, Y, np.zeros(2), 0.0)
    assert_close(dw, np.array([0.5, 0.0]))
    assert_close(db, 0.0)


@task("fit")
def test_one_step_of_descent(student):
    """From zero, w moves by -lr * (0.5, 0), and b does not move."""
    w, b = student.fit(X, Y, 0.2, 1)
    assert_close(w, np.array([-0.1, 0.0]))
    assert_close(b, 0.0)


@task("squared_error")
def test_gradient_of_the_squared_error_at_zero(student):
    """As the gradient of the cross entropy, times the slope 1/4 of the sigmoid at 0."""
    dw, db = student.squared_error_gradient(X, Y, np.zeros(2), 0.0)
    assert_close(dw, np.array([0.125, 0.0]))
    assert_close(db, 0.0)


@task("boundary")
def test_the_line_of_3_and_4(student):
    """3 x1 + 4 x2 = 10: the nearest point is (1.2, 1.6), at distance 2. From there it goes by (-0.8, 0.6)."""
    points = student.decision_boundary_2d(np.array([3.0, 4.0]), -10.0, np.array([0.0, 1.0, -2.0]))
    assert_close(points, np.array([[1.2, 1.6], [0.4, 2.2], [2.8, 0.4]]))


@task("boundary", weak=True)
def test_no_line_without_weights(student):
    """w = 0: ValueError."""
    assert_raises("ValueError", student.decision_boundary_2d, np.zeros(2), 1.0, np.zeros(1))


@task("xor")
def test_the_four_corners(student):
    """(0, 1) and (1, 0) have the distance 1 to both prototypes."""
    Z = student.feature_transform_xor(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]))
    r = np.sqrt(2.0)
    assert_close(Z, np.array([[0.0, r], [1.0, 1.0], [1.0, 1.0], [r, 0.0]]))
