"""Public tests. All numbers are worked by hand; README.md has the same example.

Label 0: (1, 1), (3, 1), (1, 3), (3, 3), with mean (2, 2) and covariance [[1, 0], [0, 1]].
Label 1: (5, 3), (7, 5), with mean (6, 4) and covariance [[1, 1], [1, 1]].
The shared covariance is [[1, 1/3], [1/3, 1]], its determinant 8/9, its inverse [[9/8, -3/8], [-3/8, 9/8]].
"""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task


def samples():
    """Four samples of label 0 and two of label 1."""
    X = np.array([[1.0, 1.0], [3.0, 1.0], [1.0, 3.0], [3.0, 3.0], [5.0, 3.0], [7.0, 5.0]])
    return X, np.array([0, 0, 0, 0, 1, 1])


def shared():
    return np.array([[1.0, 1 / 3], [1 / 3, 1.0]])


def means():
    """The mean of label 0, then that of label 1."""
    return np.array([[2.0, 2.0], [6.0, 4.0]])


@task("priors")
def test_shares_of_two_classes(student):
    """4 of 6 samples have label 0, 2 of 6 have label 1."""
    assert_close(student.class_priors(samples()[1]), np.array([2 / 3, 1 / 3]))


@task("priors")
def test_class_that_does_not_occur_keeps_its_place(student):
    """Label 1 does not occur in 0, 2, 0, so its prior is 0. With k = 4, label 3 has the prior 0, too."""
    y = np.array([0, 2, 0])
    assert_close(student.class_priors(y), np.array([2 / 3, 0.0, 1 / 3]))
    assert_close(student.class_priors(y, 4), np.array([2 / 3, 0.0, 1 / 3, 0.0]))


@task("priors", weak=True)
def test_label_beyond_k(student):
    """With k = 2 there is no label 2: ValueError."""
    assert_raises("ValueError", student.class_priors, np.array([0, 2, 0]), 2)


@task("fit")
def test_mean_and_covariance_of_two_samples(student):
    """The deviations of (5, 3) and (7, 5) are (-1, -1) and (1, 1); divided by n = 2 every entry is 1."""
    mu, Sigma = student.fit_gaussian(samples()[0][4:])
    assert_close(mu, np.array([6.0, 4.0]))
    assert_close(Sigma, np.array([[1.0, 1.0], [1.0, 1.0]]))


@task("fit")
def test_one_feature_has_a_covariance_of_shape_1_1(student):
    """The mean of 2, 4, 4, 6 is 4. The squared deviations are 4, 0, 0, 4; divide by 4."""
    mu, Sigma = student.fit_gaussian(np.array([[2.0], [4.0], [4.0], [6.0]]))
    assert_close(mu, np.array([4.0]))
    assert_close(Sigma, np.array([[2.0]]))


@task("shared")
def test_shared_covariance_of_the_worked_example(student):
    """The shared covariance of the six samples of the example, and one of a single feature."""
    assert_close(student.shared_covariance(*samples()), shared())
    X, y = np.array([[0.0], [2.0], [10.0], [13.0], [16.0]]), np.array([0, 0, 1, 1, 1])
    assert_close(student.shared_covariance(X, y), np.array([[4.0]]))


@task("density")
def test_log_density_of_the_worked_example(student):
    """At the mean the quadratic form is 0; at (3, 3) it is 9/8 + 9/8 - 2 * 3/8 = 1.5."""
    result = student.log_density(np.array([[2.0, 2.0], [3.0, 3.0]]), means()[0], shared())
    assert_close(result, np.array([-1.7789855502, -2.5289855502]))  # -(2 ln 2π + ln 8/9) / 2, and 0.75 less


@task("density")
def test_a_sample_far_away(student):
    """1000 deviations away: -(ln 2π + 1000²) / 2 = -500000.918939."""
    result = student.log_density(np.array([[1000.0]]), np.array([0.0]), np.array([[1.0]]))
    assert_close(result, np.array([-500000.9189385332]))


@task("density", weak=True)
def test_a_singular_covariance(student):
    """Two samples lie on a line, so their covariance has no inverse: ValueError."""
    assert_raises("ValueError", student.log_density, samples()[0], means()[1], np.ones((2, 2)))


@task("likelihood")
def test_log_likelihood_of_four_samples(student):
    """Each sample has the quadratic form 2, and the determinant is 1: -4/2 (2 ln 2π + 2)."""
    result = student.log_likelihood(samples()[0][:4], means()[0], np.eye(2))
    assert_close(result, -11.3515082656)


@task("discriminant")
def test_line_of_the_worked_example(student):
    """At (4, 3), in the middle between the means, the log-odds are ln(2 / 4) = -0.693147."""
    w, b = student.linear_discriminant(means()[1], means()[0], shared(), 2, 4)
    assert_close(w, np.array([3.75, 0.75]))
    assert_close(b, -17.9431471806)


@task("posterior")
def test_posterior_of_the_worked_example(student):
    """At (4, 3), in the middle between the means, the posterior is the prior. At (4, 4), label 1 is more probable."""
    X = np.array([[4.0, 3.0], [4.0, 4.0]])
    result = student.posterior(X, means(), shared(), np.array([2 / 3, 1 / 3]))
    assert_close(result, np.array([[2 / 3, 1 / 3], [0.4857906222807, 0.5142093777193]]))


@task("predict")
def test_most_probable_class_with_a_shared_covariance(student):
    """(4, 4) gets label 1. (4, 3) is in the middle and gets label 0, which has the larger prior."""
    X = np.array([[4.0, 4.0], [4.0, 3.0], [7.0, 5.0]])
    assert_close(student.predict(X, means(), shared(), np.array([2 / 3, 1 / 3])), np.array([1, 0, 1]))


@task("predict")
def test_most_probable_class_with_a_covariance_each(student):
    """One feature, means 0 and 1, variances 1 and 25: the wide class wins at -3 and 3, the narrow one at 0."""
    X, priors = np.array([[-3.0], [0.0], [3.0]]), np.array([0.5, 0.5])
    result = student.predict(X, np.array([[0.0], [1.0]]), np.array([[[1.0]], [[25.0]]]), priors)
    assert_close(result, np.array([1, 0, 1]))
