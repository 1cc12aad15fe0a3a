"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import math

import numpy as np

from grader.testing import assert_close, assert_raises, callback, shaped, task


def costs():
    """A prediction that is too small costs 3 for each unit, one that is too large costs 1."""
    return callback(
        lambda y, y_hat: np.where(y > y_hat, 3 * (y - y_hat), y_hat - y), like=(shaped("n"), shaped("n"))
    )


def doubled():
    """The model f(x) = 2 x."""
    return callback(lambda x: 2 * x, like=(shaped("n"),))


@task("zero_one")
def test_zero_one_loss_of_four_labels(student):
    """Truth 2, 0, 1, 3 and prediction 2, 1, 0, 3: the second and the third are wrong."""
    result = student.zero_one(np.array([2, 0, 1, 3]), np.array([2, 1, 0, 3]))
    assert_close(result, np.array([0.0, 1.0, 1.0, 0.0]))


@task("squared")
def test_squared_loss_of_two_predictions(student):
    """The errors are 1 and -2, their squares 1 and 4."""
    assert_close(student.squared(np.array([1.0, 2.0]), np.array([0.0, 4.0])), np.array([1.0, 4.0]))


@task("absolute")
def test_absolute_loss_of_two_predictions(student):
    """The errors are 1 and -2, their sizes 1 and 2."""
    assert_close(student.absolute(np.array([1.0, 2.0]), np.array([0.0, 4.0])), np.array([1.0, 2.0]))


@task("nll")
def test_logarithmic_loss_of_three_probabilities(student):
    """-ln 1 = 0, -ln ½ = 0.693147, -ln 0 is infinite."""
    result = student.negative_log_likelihood(np.array([1.0, 0.5, 0.0]))
    assert_close(result, np.array([0.0, 0.6931471806, math.inf]))


@task("mse")
def test_mean_squared_error_of_two_predictions(student):
    """The errors are 1 and -2: (1 + 4) / 2."""
    assert_close(student.mse(np.array([1.0, 2.0]), np.array([0.0, 4.0])), 2.5)


@task("bce")
def test_cross_entropy_of_two_samples(student):
    """-(ln 0.5 + ln 0.8) / 2. A certain and right prediction adds 0."""
    assert_close(student.binary_cross_entropy(np.array([1, 0]), np.array([0.5, 0.2])), 0.4581453659)
    assert_close(student.binary_cross_entropy(np.array([1, 0, 1]), np.array([0.5, 0.2, 1.0])), 0.3054302439)


@task("bce")
def test_a_soft_label(student):
    """A truth of ¼ counts ¼ ln p and ¾ ln(1 - p)."""
    expected = -(0.25 * math.log(0.4) + 0.75 * math.log(0.6))
    assert_close(student.binary_cross_entropy(np.array([0.25]), np.array([0.4])), expected)


@task("cce")
def test_cross_entropy_of_three_classes(student):
    """(ln 2 + ln 4) / 2. The class with prediction 0 is not the truth and costs nothing."""
    Y, P = np.array([[0, 1, 0], [1, 0, 0]]), np.array([[0.2, 0.5, 0.3], [0.25, 0.75, 0.0]])
    assert_close(student.categorical_cross_entropy(Y, P), 1.5 * math.log(2))


@task("focal")
def test_focal_loss_of_two_samples(student):
    """Label 1: -0.7² ln 0.3 = 0.589947. Label 0: -0.3² ln 0.7 = 0.032101. The mean is 0.311024."""
    assert_close(student.focal_loss(np.array([1]), np.array([0.3]), 2.0), -0.49 * math.log(0.3))
    expected = -(0.49 * math.log(0.3) + 0.09 * math.log(0.7)) / 2
    assert_close(student.focal_loss(np.array([1, 0]), np.array([0.3, 0.3]), 2.0), expected)


@task("empirical")
def test_risk_of_three_samples(student):
    """Predictions 2, 4, 6 and truth 3, 4, 4: losses 3, 0 and 2."""
    x, y = np.array([1.0, 2.0, 3.0]), np.array([3.0, 4.0, 4.0])
    assert_close(student.empirical_risk(costs(), doubled(), x, y), 5 / 3)


@task("expected")
def test_risk_of_a_table(student):
    """Losses [[3, 2], [9, 0]] with probabilities [[0.1, 0.4], [0.2, 0.3]]: 0.3 + 0.8 + 1.8 + 0."""
    joint = np.array([[0.1, 0.4], [0.2, 0.3]])
    xs, ys = np.array([2.0, 1.0]), np.array([5.0, 2.0])
    assert_close(student.expected_risk(costs(), doubled(), joint, xs, ys), 2.9)


@task("structural")
def test_two_penalties(student):
    """The mean loss is 5/3. With w = (2, -1): l1 = 3, l2 = 5/2."""
    x, y, w = np.array([1.0, 2.0, 3.0]), np.array([3.0, 4.0, 4.0]), np.array([2.0, -1.0])
    assert_close(student.structural_risk(costs(), doubled(), x, y, w, 0.1, "l1"), 5 / 3 + 0.3)
    assert_close(student.structural_risk(costs(), doubled(), x, y, w, 0.1, "l2"), 5 / 3 + 0.25)


@task("structural", weak=True)
def test_an_unknown_penalty(student):
    """Penalties are "l1" and "l2": everything else is a ValueError."""
    x = np.array([1.0, 2.0])
    assert_raises("ValueError", student.structural_risk, costs(), doubled(), x, x, x, 0.1, "l3")
