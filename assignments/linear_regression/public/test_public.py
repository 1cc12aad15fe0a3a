"""Small cases worked by hand. The four points (1, 2), (2, 3), (3, 5), (4, 8) serve in most of them."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task


@task("univariate")
def test_line_through_four_points(student):
    """Products of deviations sum to 10, squares of x to 5. So the slope is 2 and the intercept −0.5."""
    slope, intercept = student.fit_univariate(np.array([1, 2, 3, 4]), np.array([2, 3, 5, 8]))
    assert_close(slope, 2.0, rtol=1e-9, what="slope")
    assert_close(intercept, -0.5, rtol=1e-9, what="intercept")


@task("univariate", weak=True)
def test_line_without_spread(student):
    """All x are equal, so there is no line: ValueError."""
    assert_raises("ValueError", student.fit_univariate, np.array([3.0, 3.0]), np.array([1.0, 2.0]))


@task("normal_equation")
def test_plane_through_four_points(student):
    """y = 4 + 2·x₁ − 3·x₂ holds exactly for these rows: the result is (4, 2, −3)."""
    X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
    theta = student.fit_normal_equation(X, np.array([6.0, 1.0, 3.0, 5.0]))
    assert_close(theta, np.array([4.0, 2.0, -3.0]), rtol=1e-9, atol=1e-9)


@task("normal_equation")
def test_same_feature_twice(student):
    """y = 3·x, and x occurs twice. Every (0, a, 3 − a) fits exactly; the shortest is (0, 1.5, 1.5)."""
    X = np.array([[-1.0, -1.0], [0.0, 0.0], [1.0, 1.0]])
    theta = student.fit_normal_equation(X, np.array([-3.0, 0.0, 3.0]))
    assert_close(theta, np.array([0.0, 1.5, 1.5]), rtol=1e-9, atol=1e-9)


@task("columns")
def test_samples_as_columns(student):
    """The plane 4 + 2·x₁ − 3·x₂ again. Here the four samples are columns."""
    X = np.array([[1.0, 0.0, 1.0, 2.0], [0.0, 1.0, 1.0, 1.0]])
    theta = student.fit_normal_equation_columns(X, np.array([6.0, 1.0, 3.0, 5.0]))
    assert_close(theta, np.array([4.0, 2.0, -3.0]), rtol=1e-9, atol=1e-9)


@task("ridge")
def test_ridge_on_four_points(student):
    """With centred data, the weight is 10 / (5 + 1) = 5/3. The intercept is 4.5 − 2.5 · 5/3 = 1/3."""
    theta = student.fit_ridge(np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([2.0, 3.0, 5.0, 8.0]), 1.0)
    assert_close(theta, np.array([1 / 3, 5 / 3]), rtol=1e-9)


@task("ridge", weak=True)
def test_negative_penalty(student):
    """A negative penalty is an error: ValueError."""
    assert_raises("ValueError", student.fit_ridge, np.array([[1.0], [2.0]]), np.array([2.0, 3.0]), -1.0)


@task("predict")
def test_two_predictions(student):
    """1·10 + 2·1 + 0.5 = 12.5 and 3·10 + 4·1 + 0.5 = 34.5, in an array of shape (2,)."""
    y_hat = student.predict(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 1.0]), 0.5)
    assert_close(y_hat, np.array([12.5, 34.5]), rtol=1e-9)


@task("mse")
def test_mean_of_squares(student):
    """The errors are 0, 0, −1, −3. Their squares are 0, 0, 1, 9, with mean 2.5."""
    loss = student.mse_loss(np.array([2.0, 3.0, 5.0, 8.0]), np.array([2.0, 3.0, 4.0, 5.0]))
    assert_close(loss, 2.5, rtol=1e-9)


@task("half_mse")
def test_half_the_mean_of_squares(student):
    """The errors are 0, 0, −1, −3. Their squares are 0, 0, 1, 9, and half of the mean is 1.25."""
    loss = student.half_mse_loss(np.array([2.0, 3.0, 5.0, 8.0]), np.array([2.0, 3.0, 4.0, 5.0]))
    assert_close(loss, 1.25, rtol=1e-9)


@task("gradient")
def test_gradient_at_one_one(student):
    """At w = 1, b = 1 the residuals are 0, 0, −1, −3. So db = −4/4 and dw = (3·(−1) + 4·(−3))/4 = −3.75."""
    X, y = np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([2.0, 3.0, 5.0, 8.0])
    dw, db = student.loss_gradient(X, y, np.array([1.0]), 1.0)
    assert_close(dw, np.array([-3.75]), rtol=1e-9, what="dw")
    assert_close(db, -1.0, rtol=1e-9, what="db")


@task("gradient")
def test_gradient_with_penalty(student):
    """The penalty 0.5 adds 0.5 · w = 0.5 to dw and nothing to db."""
    X, y = np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([2.0, 3.0, 5.0, 8.0])
    dw, db = student.loss_gradient(X, y, np.array([1.0]), 1.0, 0.5)
    assert_close(dw, np.array([-3.25]), rtol=1e-9, what="dw")
    assert_close(db, -1.0, rtol=1e-9, what="db")


@task("descent")
def test_one_step_from_zero(student):
    """At zero the residuals are −y. So dw = −55/4 and db = −18/4. A step of 0.1 gives (1.375, 0.45)."""
    X, y = np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([2.0, 3.0, 5.0, 8.0])
    w, b = student.gradient_descent(X, y, 0.1, 1)
    assert_close(w, np.array([1.375]), rtol=1e-9, what="w")
    assert_close(b, 0.45, rtol=1e-9, what="b")


@task("sgd")
def test_two_batches_of_different_size(student):
    """Rows 2 and 3: w = 0.95·1 + 0.1·7.5 = 1.7, b = 1 + 0.1·2 = 1.2. Then row 0, with residual 0.9: 1.525 and 1.11."""
    X, y = np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([2.0, 3.0, 5.0, 8.0])
    batches = [np.array([2, 3]), np.array([0])]
    w, b = student.sgd_minibatch(X, y, np.array([1.0]), 1.0, 0.1, batches, 0.5)
    assert_close(w, np.array([1.525]), rtol=1e-9, what="w")
    assert_close(b, 1.11, rtol=1e-9, what="b")


@task("sgd", weak=True)
def test_row_that_does_not_exist(student):
    """There is no row 4 among four rows: ValueError."""
    X, y = np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([2.0, 3.0, 5.0, 8.0])
    assert_raises("ValueError", student.sgd_minibatch, X, y, np.array([1.0]), 1.0, 0.1, [np.array([0, 4])])
