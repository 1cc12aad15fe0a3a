"""The reference of ``linear_regression`` against scikit-learn, scipy, torch, and itself."""

from __future__ import annotations

import doctest
import re

import numpy as np
import pytest
import scipy.linalg
import scipy.stats
import torch
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import mean_squared_error


@pytest.fixture(scope="module")
def lr(load):
    return load("linear_regression")


@pytest.fixture
def rng():
    return np.random.default_rng(2024)


X4 = np.array([[1.0], [2.0], [3.0], [4.0]])
Y4 = np.array([2.0, 3.0, 5.0, 8.0])
X4.setflags(write=False)
Y4.setflags(write=False)


def test_every_example_in_the_docstrings_runs(lr):
    failed, tried = doctest.testmod(lr)
    assert failed == 0
    assert tried >= 10


def test_the_line_is_that_of_scipy(lr, rng):
    x, y = rng.normal(3, 2, size=(2, 25))
    expected = scipy.stats.linregress(x, y)
    np.testing.assert_allclose(lr.fit_univariate(x, y), (expected.slope, expected.intercept), rtol=1e-12)


@pytest.mark.parametrize("offset", [0.0, 1e4, 1e8, -1e12])
def test_the_line_keeps_its_slope_however_far_x_is_from_zero(lr, offset):
    """Steps of a quarter are exact at 1e12, so nothing is lost before the function starts."""
    x = np.arange(12) * 0.25
    slope, intercept = lr.fit_univariate(x + offset, 3.0 * x + np.tile([1.0, -1.0], 6))
    expected, at_zero = lr.fit_univariate(x, 3.0 * x + np.tile([1.0, -1.0], 6))
    assert slope == pytest.approx(expected, rel=1e-12)
    assert intercept == pytest.approx(at_zero - expected * offset, rel=1e-12)


def test_the_printed_form_of_the_slope_is_lost_at_1e8():
    """The statement quotes 1.25 for the lecture's form; this is where the number comes from."""
    x, n = X4[:, 0] + 1e8, 4
    top = np.sum(x * Y4) - n * x.mean() * Y4.mean()
    assert abs(top / (np.sum(x * x) - n * x.mean() ** 2) - 2.0) > 0.1


@pytest.mark.parametrize(("n", "d"), [(9, 1), (15, 4), (60, 7)])
def test_least_squares_agrees_with_scikit_learn(lr, rng, n, d):
    X, y = rng.normal(1, 2, size=(n, d)), rng.normal(5, 1, size=n)
    model = LinearRegression().fit(X, y)
    np.testing.assert_allclose(lr.fit_normal_equation(X, y), [model.intercept_, *model.coef_], rtol=1e-10)


@pytest.mark.parametrize(
    "columns", [[0, 1, 1], [0, 0, 0, 1], [0, 1, 2, 3]], ids=["twice", "three times", "constant"]
)
def test_dependent_columns_give_the_pseudo_inverse_solution(lr, rng, columns):
    table = rng.normal(1, 1, size=(8, 4))
    table[:, 3] = 2.0
    X, y = table[:, columns], rng.normal(3, 1, size=8)
    design = np.column_stack([np.ones(8), X])
    np.testing.assert_allclose(lr.fit_normal_equation(X, y), scipy.linalg.pinv(design) @ y, rtol=1e-9)


def test_too_few_samples_are_fitted_exactly_and_shortest(lr, rng):
    X, y = rng.normal(size=(3, 6)), rng.normal(size=3)
    theta = lr.fit_normal_equation(X, y)
    design = np.column_stack([np.ones(3), X])
    np.testing.assert_allclose(design @ theta, y, atol=1e-12)
    np.testing.assert_allclose(scipy.linalg.null_space(design).T @ theta, 0, atol=1e-12)


@pytest.mark.parametrize(("n", "d"), [(2, 1), (3, 3), (4, 4), (3, 5), (1, 2), (12, 5)])
def test_samples_as_columns_give_the_same_fit(lr, rng, n, d):
    """Square and underdetermined tables too."""
    X, y = rng.normal(size=(n, d)), rng.normal(size=n)
    np.testing.assert_array_equal(lr.fit_normal_equation_columns(X.T, y), lr.fit_normal_equation(X, y))


@pytest.mark.parametrize("lam", [1e-3, 0.7, 40.0])
@pytest.mark.parametrize(("n", "d"), [(12, 3), (4, 9)])
def test_ridge_agrees_with_scikit_learn(lr, rng, lam, n, d):
    X, y = rng.normal(2, 1, size=(n, d)), rng.normal(-4, 3, size=n)
    model = Ridge(alpha=lam, solver="svd").fit(X, y)
    np.testing.assert_allclose(lr.fit_ridge(X, y, lam), [model.intercept_, *model.coef_], rtol=1e-9)


def test_ridge_moves_with_its_targets_and_leaves_the_weights(lr, rng):
    X, y = rng.normal(size=(10, 3)), rng.normal(size=10)
    moved = lr.fit_ridge(X, y + 1000.0, 5.0) - lr.fit_ridge(X, y, 5.0)
    np.testing.assert_allclose(moved, [1000.0, 0.0, 0.0, 0.0], atol=1e-9)


def test_ridge_without_penalty_is_least_squares(lr, rng):
    X, y = rng.normal(size=(10, 3)), rng.normal(size=10)
    np.testing.assert_allclose(lr.fit_ridge(X, y, 0), lr.fit_normal_equation(X, y), rtol=1e-10)


def test_losses_agree_with_scikit_learn(lr, rng):
    y, y_hat = rng.normal(size=(2, 31))
    assert lr.mse_loss(y, y_hat) == pytest.approx(mean_squared_error(y, y_hat), rel=1e-14)
    assert lr.half_mse_loss(y, y_hat) == pytest.approx(mean_squared_error(y, y_hat) / 2, rel=1e-14)


def test_losses_of_whole_numbers_neither_wrap_nor_overflow(lr):
    low, high = np.array([0, 1], dtype=np.uint8), np.array([255, 1], dtype=np.uint8)
    assert lr.mse_loss(low, high) == 255**2 / 2
    big = np.array([100_000, -100_000], dtype=np.int32)
    assert lr.half_mse_loss(big, -big) == 2e10


@pytest.mark.parametrize("lam", [0.0, 0.9])
def test_the_gradient_is_that_of_torch(lr, rng, lam):
    X, y, w, b = rng.normal(size=(11, 4)), rng.normal(size=11), rng.normal(size=4), 0.3
    w_t = torch.tensor(w, requires_grad=True)
    b_t = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    r = torch.tensor(X) @ w_t + b_t - torch.tensor(y)
    (r.square().mean() / 2 + lam / 2 * w_t.square().sum()).backward()
    dw, db = lr.loss_gradient(X, y, w, b, lam)
    np.testing.assert_allclose(dw, w_t.grad.numpy(), rtol=1e-12)
    assert db == pytest.approx(b_t.grad.item(), rel=1e-12)


def test_the_gradient_agrees_with_central_differences(lr, rng):
    X, y, w, b, lam, h = rng.normal(size=(7, 3)), rng.normal(size=7), rng.normal(size=3), 1.2, 0.4, 1e-6

    def loss(w, b):
        return lr.half_mse_loss(y, lr.predict(X, w, b)) + lam / 2 * w @ w

    dw, db = lr.loss_gradient(X, y, w, b, lam)
    slopes = [(loss(w + step, b) - loss(w - step, b)) / (2 * h) for step in h * np.eye(3)]
    np.testing.assert_allclose(dw, slopes, rtol=1e-7)
    assert db == pytest.approx((loss(w, b + h) - loss(w, b - h)) / (2 * h), rel=1e-7)


def test_one_step_of_descent_is_the_number_in_the_statement(lr):
    w, b = lr.gradient_descent(X4, Y4, 0.1, 1)
    np.testing.assert_allclose([*w, b], [1.375, 0.45], rtol=1e-14)


def test_descent_arrives_at_the_closed_form(lr, rng):
    X, y = rng.uniform(-1, 1, size=(30, 2)), rng.normal(size=30)
    w, b = lr.gradient_descent(X, y, 0.5, 1500)
    np.testing.assert_allclose([b, *w], lr.fit_normal_equation(X, y), rtol=1e-9)


def test_descent_diverges_beyond_two_over_the_largest_curvature(lr):
    """The bound in the docstring's notes is sharp."""
    design = np.column_stack([np.ones(4), X4])
    bound = 2 / np.linalg.eigvalsh(design.T @ design / 4)[-1]
    exact = lr.fit_normal_equation(X4, Y4)[1]
    below, above = (abs(lr.gradient_descent(X4, Y4, f * bound, 1000)[0][0] - exact) for f in (0.99, 1.01))
    assert below < 1e-3
    assert above > 1e3


def test_minibatch_steps_are_those_of_torch_sgd(lr, rng):
    """torch's weight_decay acts on the weights' group alone, as here."""
    X, y, w, b = rng.normal(size=(10, 3)), rng.normal(size=10), rng.normal(size=3), -0.7
    batches = np.array_split(rng.permutation(10), 4)
    w_t = torch.tensor(w, requires_grad=True)
    b_t = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    groups = [{"params": [w_t], "weight_decay": 0.6}, {"params": [b_t], "weight_decay": 0.0}]
    optimizer = torch.optim.SGD(groups, lr=0.1)
    for rows in batches:
        optimizer.zero_grad()
        r = torch.tensor(X[rows]) @ w_t + b_t - torch.tensor(y[rows])
        (r.square().mean() / 2).backward()
        optimizer.step()
    w_new, b_new = lr.sgd_minibatch(X, y, w, b, 0.1, batches, 0.6)
    np.testing.assert_allclose(w_new, w_t.detach().numpy(), rtol=1e-12)
    assert b_new == pytest.approx(b_t.item(), rel=1e-12)


def test_ridge_lambda_is_n_times_weight_decay(lr):
    """Four points, decay 1: both arrive at 1.722 and 1.111, ridge with 4 and not with 1."""
    w, b = lr.sgd_minibatch(X4, Y4, np.zeros(1), 0.0, 0.1, [np.arange(4)] * 2000, 1.0)
    np.testing.assert_allclose([b, *w], [31 / 18, 10 / 9], rtol=1e-9)
    np.testing.assert_allclose(lr.fit_ridge(X4, Y4, 4.0), [31 / 18, 10 / 9], rtol=1e-12)
    np.testing.assert_allclose(lr.fit_ridge(X4, Y4, 1.0), [1 / 3, 5 / 3], rtol=1e-12)


def test_one_full_batch_is_one_step_of_descent(lr):
    w, b = lr.sgd_minibatch(X4, Y4, np.zeros(1), 0.0, 0.1, [np.arange(4)])
    np.testing.assert_allclose([*w, b], [1.375, 0.45], rtol=1e-14)


def test_no_batch_returns_the_start_in_a_new_array(lr):
    w = np.array([1.5])
    same, b = lr.sgd_minibatch(X4, Y4, w, 2.0, 0.1, [])
    assert (same.tolist(), b) == ([1.5], 2.0)
    assert not np.shares_memory(same, w)


def _calls(lr, X, y):
    w, batches = X[0], [np.array([0, 2]), np.array([1])]
    return {
        "fit_normal_equation": lr.fit_normal_equation(X, y),
        "fit_normal_equation_columns": lr.fit_normal_equation_columns(X.T, y),
        "fit_ridge": lr.fit_ridge(X, y, 2),
        "predict": lr.predict(X, w, 1),
        "loss_gradient": lr.loss_gradient(X, y, w, 1, 2)[0],
        "gradient_descent": lr.gradient_descent(X, y, 0.01, 3)[0],
        "sgd_minibatch": lr.sgd_minibatch(X, y, w, 1, 0.01, batches, 2)[0],
    }


@pytest.mark.parametrize(
    ("given", "result"),
    [
        ("float32", "float32"), ("float64", "float64"), ("int64", "float64"), ("uint8", "float64"),
        ("int8", "float64"), ("int16", "float64"), ("uint16", "float64"), ("bool", "float64"),
    ],
)  # fmt: skip
def test_floating_types_are_kept_and_integers_become_float64(lr, given, result):
    X = np.array([[1, 5], [3, 2], [2, 2], [7, 4]], dtype=given)
    for name, value in _calls(lr, X, np.array([3, 1, 4, 1], dtype=given)).items():
        assert value.dtype == result, name


@pytest.mark.parametrize("dtype", ["int8", "int16", "uint8", "uint16"])
def test_narrow_integers_give_what_their_floats_give(lr, rng, dtype):
    """Products, sums and differences of these numbers do not fit into their type."""
    ends = np.iinfo(dtype)
    X = rng.integers(ends.min, ends.max + 1, size=(9, 3)).astype(dtype)
    y = rng.integers(ends.min, ends.max + 1, size=9).astype(dtype)
    y[:2] = ends.min, ends.max
    narrow, wide = _calls(lr, X, y), _calls(lr, X.astype(float), y.astype(float))
    for name, value in narrow.items():
        np.testing.assert_array_equal(value, wide[name], err_msg=name)
    assert lr.fit_univariate(X[:, 0], y) == lr.fit_univariate(X[:, 0].astype(float), y.astype(float))
    assert lr.mse_loss(y, y[::-1]) == lr.mse_loss(y.astype(float), y[::-1].astype(float))
    one, hundred = np.dtype(dtype).type(1), np.dtype(dtype).type(100)
    given = X, y, X[0], hundred, one, [np.array([0, 3]), np.array([5])], hundred
    found = lr.sgd_minibatch(*given)
    np.testing.assert_array_equal(found[0], lr.sgd_minibatch(X, y, X[0], 100.0, 1.0, given[5], 100.0)[0])


def _nearly_dependent(rng, gap):
    X = rng.normal(1.0, 1.0, size=(24, 3))
    X[:, 2] = X[:, 0] + gap * rng.normal(size=24)
    return X, 2.0 + X @ np.array([1.0, -3.0, 1.5])


@pytest.mark.parametrize(("gap", "kappa", "digits"), [(1e-6, 1e7, 1e-7), (1e-9, 1e10, 1e-4)])
def test_every_solver_that_works_on_the_table_is_within_a_tenth_of_what_the_statement_asks(
    lr, rng, gap, kappa, digits
):
    """The statement asks for six digits at 1e7 and three at 1e10; the normal equation cannot give them."""
    for _ in range(25):
        X, y = _nearly_dependent(rng, gap)
        design = np.column_stack([np.ones(24), X])
        assert np.linalg.cond(design) < kappa
        theta = lr.fit_normal_equation(X, y)
        q, r = np.linalg.qr(design)
        u, s, vt = np.linalg.svd(design, full_matrices=False)
        others = [
            scipy.linalg.solve_triangular(r, q.T @ y), vt.T @ (u.T @ y / s), np.linalg.pinv(design) @ y,
            scipy.linalg.lstsq(design, y)[0], scipy.linalg.lstsq(design, y, lapack_driver="gelsy")[0],
        ]  # fmt: skip
        for other in [*others, np.array([2.0, 1.0, -3.0, 1.5])]:
            np.testing.assert_allclose(other, theta, rtol=digits)
        squared = np.linalg.pinv(design.T @ design) @ design.T @ y
        assert np.abs(squared / theta - 1).max() > 10 * digits


@pytest.mark.parametrize("size", [1e-60, 1e-12, 1e12, 1e60])
def test_numbers_of_any_size_keep_their_relative_precision(lr, rng, size):
    """Nothing is added and nothing is clipped: results scale with what they are linear in."""
    X, y, w, b = rng.normal(size=(7, 2)), rng.normal(size=7), rng.normal(size=2), 0.3
    dw, db = lr.loss_gradient(X, y, w, b, 0.4)
    scaled_dw, scaled_db = lr.loss_gradient(X, size * y, size * w, size * b, 0.4)
    np.testing.assert_allclose(scaled_dw, size * dw, rtol=1e-12)
    assert scaled_db == pytest.approx(size * db, rel=1e-12, abs=0)
    assert lr.mse_loss(size * y, y[::-1] * size) == pytest.approx(
        size**2 * lr.mse_loss(y, y[::-1]), rel=1e-12, abs=0
    )
    slope, intercept = lr.fit_univariate(size * X[:, 0], y)
    expected = lr.fit_univariate(X[:, 0], y)
    assert slope * size == pytest.approx(expected[0], rel=1e-12)
    assert intercept == pytest.approx(expected[1], rel=1e-10)


def test_float32_results_are_those_of_float64_to_single_precision(lr, rng):
    X, y = rng.normal(size=(9, 2)).astype(np.float32), rng.normal(size=9).astype(np.float32)
    single, double = _calls(lr, X, y), _calls(lr, X.astype(np.float64), y.astype(np.float64))
    for name, value in single.items():
        np.testing.assert_allclose(value, double[name], rtol=1e-4, atol=1e-5, err_msg=name)


def test_no_input_is_modified(lr):
    """Writing into a read-only array raises, so that these calls return is the proof."""
    X = np.array([[1.0, 5.0], [3.0, 2.0], [2.0, 2.0], [7.0, 4.0]])
    X.setflags(write=False)
    assert len(_calls(lr, X, Y4)) == 7
    assert lr.fit_univariate(X4[:, 0], Y4) == (2.0, -0.5)
    assert lr.mse_loss(Y4, X4[:, 0]) == 2 * lr.half_mse_loss(Y4, X4[:, 0])


W1, W2, BATCH, NONE = np.ones(1), np.ones(2), [np.array([0])], np.ones((0, 1))
X_RULE = "X must have shape (n, d) with n >= 1, got "
Y_RULE = "y must have one value per row of X, shape (4,), got "
W_RULE = "w must have one value per column of X, shape (1,), got "
COLUMNS_RULE = "X must have shape (d, n) with n >= 1, got "
ROWS_RULE = "batches[1] must hold row numbers from 0 to 3, got "
BAD_CALLS = [
    ("fit_univariate", (X4, Y4), "x must have shape (n,), got (4, 1)"),
    ("fit_univariate", (Y4, Y4[:3]), "y must have the shape of x, (4,), got (3,)"),
    ("fit_univariate", (np.ones(4), Y4), "x must hold at least two different values"),
    ("fit_univariate", (Y4[:0], Y4[:0]), "x must hold at least two different values"),
    ("fit_normal_equation", (Y4, Y4), X_RULE + "(4,)"),
    ("fit_normal_equation", (NONE, Y4[:0]), X_RULE + "(0, 1)"),
    ("fit_normal_equation", (X4, X4), Y_RULE + "(4, 1)"),
    ("fit_normal_equation_columns", (Y4, Y4), COLUMNS_RULE + "(4,)"),
    ("fit_normal_equation_columns", (NONE.T, Y4[:0]), COLUMNS_RULE + "(1, 0)"),
    ("fit_normal_equation_columns", (X4, Y4), "y must have one value per column of X, shape (1,), got (4,)"),
    ("fit_ridge", (X4, Y4, -1.0), "lam must be >= 0, got -1.0"),
    ("fit_ridge", (X4, Y4, float("nan")), "lam must be >= 0, got nan"),
    ("fit_ridge", (X4, Y4[:2], 1.0), Y_RULE + "(2,)"),
    ("predict", (Y4, W1, 0.0), "X must have shape (n, d), got (4,)"),
    ("predict", (X4, W2, 0.0), W_RULE + "(2,)"),
    ("mse_loss", (X4, Y4), "y must have shape (n,) with n >= 1, got (4, 1)"),
    ("mse_loss", (Y4, X4), "y_hat must have the shape of y, (4,), got (4, 1)"),
    ("half_mse_loss", (Y4[:0], Y4[:0]), "y must have shape (n,) with n >= 1, got (0,)"),
    ("loss_gradient", (X4, Y4, np.ones((1, 2)), 0.0), W_RULE + "(1, 2)"),
    ("loss_gradient", (X4, X4, W1, 0.0), Y_RULE + "(4, 1)"),
    ("loss_gradient", (X4, Y4, W1, 0.0, -2), "lam must be >= 0, got -2"),
    ("gradient_descent", (NONE, Y4[:0], 0.1, 1), X_RULE + "(0, 1)"),
    ("gradient_descent", (X4, Y4, 0.0, 1), "lr must be > 0, got 0.0"),
    ("gradient_descent", (X4, Y4, 0.1, -1), "steps must be >= 0, got -1"),
    ("sgd_minibatch", (X4, Y4[:3], W1, 0.0, 0.1, BATCH), Y_RULE + "(3,)"),
    ("sgd_minibatch", (X4, Y4, W2, 0.0, 0.1, BATCH), W_RULE + "(2,)"),
    ("sgd_minibatch", (X4, Y4, W1, 0.0, -0.1, BATCH), "lr must be > 0, got -0.1"),
    ("sgd_minibatch", (X4, Y4, W1, 0.0, 0.1, BATCH, -1), "weight_decay must be >= 0, got -1"),
    ("sgd_minibatch", (X4, Y4, W1, 0.0, 0.1, [*BATCH, []]), "batches[1] must hold at least one row number"),
    ("sgd_minibatch", (X4, Y4, W1, 0.0, 0.1, [*BATCH, np.array([4])]), ROWS_RULE + "array([4])"),
    ("sgd_minibatch", (X4, Y4, W1, 0.0, 0.1, [*BATCH, np.array([-1, 2])]), ROWS_RULE + "array([-1,  2])"),
]


@pytest.mark.parametrize(("name", "args", "message"), BAD_CALLS)
def test_bad_input_is_refused_with_the_name_of_the_argument(lr, name, args, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        getattr(lr, name)(*args)
