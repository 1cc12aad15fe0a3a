"""Small cases worked by hand. The four points (1, 2), (2, 3), (3, 5), (4, 8) serve in most of them."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task


@task("univariate")
def test_line_through_four_points(student):
    """Deviations from the means: products add up to 10, squares of x alone to 5. Slope 2, intercept −0.5."""
    slope, intercept = student.fit_univariate(np.array([1, 2, 3, 4]), np.array([2, 3, 5, 8]))
    assert_close(slope, 2.0, rtol=1e-9, what="slope")
    assert_close(intercept, -0.5, rtol=1e-9, what="intercept")


@task("univariate", weak=True)
def test_line_without_spread(student):
    """Points above each other determine no line: ValueError."""
    assert_raises("ValueError", student.fit_univariate, np.array([3.0, 3.0]), np.array([1.0, 2.0]))


@task("normal_equation")
def test_plane_through_four_points(student):
    """y = 4 + 2·x₁ − 3·x₂ holds exactly for these rows: the result is (4, 2, −3)."""
    X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
    theta = student.fit_normal_equation(X, np.array([6.0, 1.0, 3.0, 5.0]))
    assert_close(theta, np.array([4.0, 2.0, -3.0]), rtol=1e-9, atol=1e-9)


@task("normal_equation")
def test_same_feature_twice(student):
    """y = 3·x: with x twice, every split (0, a, 3 − a) fits exactly; the shortest is (0, 1.5, 1.5)."""
    X = np.array([[-1.0, -1.0], [0.0, 0.0], [1.0, 1.0]])
    theta = student.fit_normal_equation(X, np.array([-3.0, 0.0, 3.0]))
    assert_close(theta, np.array([0.0, 1.5, 1.5]), rtol=1e-9, atol=1e-9)


@task("columns")
def test_samples_as_columns(student):
    """The plane 4 + 2·x₁ − 3·x₂ again, with the four samples side by side."""
    X = np.array([[1.0, 0.0, 1.0, 2.0], [0.0, 1.0, 1.0, 1.0]])
    theta = student.fit_normal_equation_columns(X, np.array([6.0, 1.0, 3.0, 5.0]))
    assert_close(theta, np.array([4.0, 2.0, -3.0]), rtol=1e-9, atol=1e-9)


@task("ridge")
def test_ridge_on_four_points(student):
    """Centred, the weight is 10 / (5 + 1) = 5/3; the intercept is 4.5 − 2.5 · 5/3 = 1/3."""
    theta = student.fit_ridge(np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([2.0, 3.0, 5.0, 8.0]), 1.0)
    assert_close(theta, np.array([1 / 3, 5 / 3]), rtol=1e-9)


@task("ridge", weak=True)
def test_negative_penalty(student):
    """A negative penalty is refused: ValueError."""
    assert_raises("ValueError", student.fit_ridge, np.array([[1.0], [2.0]]), np.array([2.0, 3.0]), -1.0)


@task("predict")
def test_two_predictions(student):
    """1·10 + 2·1 + 0.5 = 12.5 and 3·10 + 4·1 + 0.5 = 34.5, in an array of shape (2,)."""
    y_hat = student.predict(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 1.0]), 0.5)
    assert_close(y_hat, np.array([12.5, 34.5]), rtol=1e-9)


@task("mse")
def test_mean_of_squares(student):
    """Errors 0, 0, −1, −3: squares 0, 0, 1, 9, mean 2.5."""
    loss = student.mse_loss(np.array([2.0, 3.0, 5.0, 8.0]), np.array([2.0, 3.0, 4.0, 5.0]))
    assert_close(loss, 2.5, rtol=1e-9)


@task("half_mse")
def test_half_the_mean_of_squares(student):
    """Errors 0, 0, −1, −3: squares 0, 0, 1, 9, half of the mean 1.25."""
    loss = student.half_mse_loss(np.array([2.0, 3.0, 5.0, 8.0]), np.array([2.0, 3.0, 4.0, 5.0]))
    assert_close(loss, 1.25, rtol=1e-9)


@task("gradient")
def test_gradient_at_one_one(student):
    """At w = 1, b = 1 the residuals are 0, 0, −1, −3: db = −4/4, dw = (3·(−1) + 4·(−3))/4 = −3.75."""
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
    """At zero the residuals are −y: dw = −55/4, db = −18/4; a tenth of that, downhill, is (1.375, 0.45)."""
    X, y = np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([2.0, 3.0, 5.0, 8.0])
    w, b = student.gradient_descent(X, y, 0.1, 1)
    assert_close(w, np.array([1.375]), rtol=1e-9, what="w")
    assert_close(b, 0.45, rtol=1e-9, what="b")


@task("sgd")
def test_two_batches_of_different_size(student):
    """Rows 2 and 3: w = 0.95·1 + 0.1·7.5 = 1.7, b = 1 + 0.1·2 = 1.2. Row 0: residual 0.9, 1.525 and 1.11."""
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
