"""What you can check at home. Both examples are worked by hand in the statement.

The points are given for inputs you do not see: other sizes, other classes, other integer types, 0/0.
"""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task

ILL = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
CALLED_ILL = [1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]

KIND = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2]
CALLED_KIND = [0, 0, 0, 0, 0, 0, 1, 2, 2, 2]


@task("counts")
def test_the_four_outcomes(student):
    """Three positives are found and three are missed. Of six negatives, one is predicted positive."""
    y, y_hat = np.array(ILL), np.array(CALLED_ILL)
    assert_close(student.confusion_counts(y, y_hat), (3, 1, 5, 3))


@task("accuracy")
def test_share_of_right_predictions(student):
    """8 of 12 are right. Of the labels 0 1 2 2, predicted as 0 1 1 2, 3 of 4 are right."""
    y, y_hat = np.array(ILL), np.array(CALLED_ILL)
    assert_close(student.accuracy(y, y_hat), 8 / 12)
    assert_close(student.accuracy(np.array([0, 1, 2, 2]), np.array([0, 1, 1, 2])), 0.75)


@task("error_rate")
def test_share_of_wrong_predictions(student):
    """4 of 12 are wrong. Of the labels 0 1 2 2, predicted as 0 1 1 2, 1 of 4 is wrong."""
    y, y_hat = np.array(ILL), np.array(CALLED_ILL)
    assert_close(student.error_rate(y, y_hat), 4 / 12)
    assert_close(student.error_rate(np.array([0, 1, 2, 2]), np.array([0, 1, 1, 2])), 0.25)


@task("precision")
def test_precision_by_hand(student):
    """4 are predicted positive, and 3 of them are positive: 3/4."""
    y, y_hat = np.array(ILL), np.array(CALLED_ILL)
    assert_close(student.precision(y, y_hat), 0.75)


@task("precision")
def test_precision_when_nothing_is_called_positive(student):
    """No sample is predicted positive, so precision is 0/0, which is 0 here."""
    assert_close(student.precision(np.array([1, 0, 1]), np.array([0, 0, 0])), 0.0)


@task("recall")
def test_recall_by_hand(student):
    """6 are positive, and 3 of them are found: 3/6."""
    y, y_hat = np.array(ILL), np.array(CALLED_ILL)
    assert_close(student.recall(y, y_hat), 0.5)


@task("f1")
def test_f1_by_hand(student):
    """P = 0.75 and R = 0.5, so F1 = (2 · 0.75 · 0.5) / (0.75 + 0.5) = 0.6."""
    y, y_hat = np.array(ILL), np.array(CALLED_ILL)
    assert_close(student.f1_score(y, y_hat), 0.6)


@task("f_beta")
def test_f2_by_hand(student):
    """P = 0.75 and R = 0.5, so F2 = (5 · 0.375) / (4 · 0.75 + 0.5) = 1.875 / 3.5 = 15/28."""
    y, y_hat = np.array(ILL), np.array(CALLED_ILL)
    assert_close(student.f_beta(y, y_hat, 2.0), 15 / 28)


@task("matrix")
def test_matrix_by_hand(student):
    """Rows are the true classes. Of class 1, two samples are predicted as 0 and one as 2. Class 3 does not occur."""
    y, y_hat = np.array(KIND), np.array(CALLED_KIND)
    expected = np.array([[4, 0, 0, 0], [2, 1, 1, 0], [0, 0, 2, 0], [0, 0, 0, 0]])
    assert_close(student.confusion_matrix(y, y_hat, 4), expected)


@task("macro_f1")
def test_macro_f1_by_hand(student):
    """The scores are 0.8, 0.4, 0.8, and 0 for the class that does not occur. Their mean is 0.5."""
    y, y_hat = np.array(KIND), np.array(CALLED_KIND)
    assert_close(student.macro_f1(y, y_hat, 4), 0.5)


@task("micro_f1")
def test_micro_f1_by_hand(student):
    """Over all classes TP = 7, FP = 3, FN = 3: 14 / (14 + 3 + 3) = 0.7."""
    y, y_hat = np.array(KIND), np.array(CALLED_KIND)
    assert_close(student.micro_f1(y, y_hat, 4), 0.7)


@task("counts", weak=True)
def test_lengths_must_agree(student):
    """Three true labels and two predictions cannot be compared: ValueError."""
    assert_raises("ValueError", student.confusion_counts, np.array([0, 1, 1]), np.array([0, 1]))
