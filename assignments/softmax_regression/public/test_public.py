"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task

LOGITS = np.array([[np.log(2.0), 0.0, 0.0], [0.0, 0.0, 0.0]])
LABELS = np.array([0, 2])


@task("log_sum_exp")
def test_log_sum_exp_of_rows(student):
    """The exponentials are 2, 1, 1 and 1, 1, 1. Their sums are 4 and 3."""
    assert_close(student.log_sum_exp(LOGITS), np.log([4.0, 3.0]))


@task("log_sum_exp")
def test_the_axis_can_be_named_and_kept(student):
    """Down the columns the exponentials are 2, 1 and 1, 1 and 1, 1. Their sums are 3, 2 and 2."""
    assert_close(student.log_sum_exp(LOGITS, axis=0, keepdims=True), np.log([[3.0, 2.0, 2.0]]))


@task("log_sum_exp")
def test_log_sum_exp_of_1000(student):
    """e^1000 + e^1000 = 2 e^1000, whose logarithm is 1000 + ln 2."""
    assert_close(student.log_sum_exp(np.array([1000.0, 1000.0])), 1000.0 + np.log(2.0))


@task("softmax")
def test_softmax_of_rows(student):
    """2, 1 and 1 divided by 4; 1, 1 and 1 divided by 3."""
    assert_close(student.softmax(LOGITS), np.array([[0.5, 0.25, 0.25], [1 / 3, 1 / 3, 1 / 3]]))


@task("softmax")
def test_softmax_of_columns(student):
    """2 and 1 divided by 3; 1 and 1 divided by 2."""
    assert_close(student.softmax(LOGITS, axis=0), np.array([[2 / 3, 0.5, 0.5], [1 / 3, 0.5, 0.5]]))


@task("softmax")
def test_rows_at_1000_and_at_minus_1000(student):
    """A constant cancels, whatever its size: both rows are 1/2 and 1/2."""
    assert_close(student.softmax(np.array([[1000.0, 1000.0], [-1000.0, -1000.0]])), np.full((2, 2), 0.5))


@task("softmax")
def test_a_masked_row(student):
    """Minus infinity has the probability 0. A row of nothing else is 0 throughout."""
    z = np.array([[-np.inf, 7.0], [-np.inf, -np.inf]])
    assert_close(student.softmax(z), np.array([[0.0, 1.0], [0.0, 0.0]]))


@task("one_hot")
def test_one_hot(student):
    """Labels 0 and 2 of three classes have their 1 in the first and the third column."""
    assert_close(student.one_hot(LABELS, 3), np.array([[1, 0, 0], [0, 0, 1]]))


@task("one_hot", weak=True)
def test_no_class_minus_1(student):
    """Classes start at 0, and the last one is K - 1: ValueError."""
    for label in -1, 3:
        assert_raises("ValueError", student.one_hot, np.array([0, label]), 3)


@task("loss")
def test_loss_of_two_samples(student):
    """The probabilities of the true classes are 1/2 and 1/3: the mean of ln 2 and ln 3."""
    assert_close(student.cross_entropy_from_logits(LABELS, LOGITS), 0.5 * np.log(6.0))


@task("loss")
def test_a_wrong_logit_of_1000_costs_1000(student):
    """ln(e^1000 + 1) is 1000 to all digits of a float, and the logit of the true class is 0."""
    assert_close(student.cross_entropy_from_logits(np.array([1]), np.array([[1000.0, 0.0]])), 1000.0)


@task("gradient")
def test_gradient_of_two_samples(student):
    """(1/2 - 1, 1/4, 1/4) and (1/3, 1/3, 1/3 - 1), divided by 2."""
    expected = np.array([[-1 / 4, 1 / 8, 1 / 8], [1 / 6, 1 / 6, -1 / 3]])
    assert_close(student.gradient_logits(LABELS, LOGITS), expected)


@task("fit")
def test_one_step_of_descent(student):
    """At zero all probabilities are 1/2. The rows of the gradient are (-1/4, 1/4) and (1/4, -1/4)."""
    W, b = student.fit(np.array([[2.0, 0.0], [4.0, 8.0]]), np.array([0, 1]), 2, 0.5, 1)
    assert_close(W, np.array([[-0.25, 0.25], [-1.0, 1.0]]))
    assert_close(b, np.zeros(2))


@task("predict")
def test_predicted_classes(student):
    """The logits are (1, 2, 2) and (3, -1, 2). The first row is a tie of the classes 1 and 2."""
    W = np.array([[0.0, 2.0, 1.0], [2.0, -1.0, 1.0]])
    b = np.array([1.0, 0.0, 1.0])
    assert_close(student.predict(np.array([[1.0, 0.0], [0.0, 1.0]]), W, b), np.array([1, 0]))
