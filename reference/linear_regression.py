"""Linear regression: closed forms, ridge, gradients and two ways to descend.

The model is ``y_hat = X @ w + b``. Letters used throughout:

===========  ======================================================================
``n``        number of samples
``d``        number of features
``X``        inputs, shape (n, d): one row per sample
``y``        targets, shape (n,)
``w``, ``b``  weights, shape (d,), and bias, a number
``theta``    bias and weights in one array, shape (d + 1,): ``theta[0]`` is the bias
``r``        residuals ``X @ w + b - y``, shape (n,)
===========  ======================================================================

Three functions of the residuals are in use, and their gradients differ by factors: the sum ``Σ r²``,
the mean ``1/n Σ r²`` and the half-mean ``1/(2n) Σ r²``. They have the same minimiser, so the closed forms
do not care; a learning rate and a penalty do. Here every gradient is that of the half-mean.

Floating inputs keep their dtype (float32 in, float32 out), integers become float64, and no function
modifies what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]


def fit_univariate(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    r"""Fit the line ``y ≈ slope · x + intercept`` by least squares.

    .. math:: a = \frac{\sum_i (x_i - \bar x)(y_i - \bar y)}{\sum_i (x_i - \bar x)^2},
              \qquad b = \bar y - a \bar x

    Parameters
    ----------
    x : ndarray of shape (n,)
        One feature; at least two different values.
    y : ndarray of shape (n,)
        Targets.

    Returns
    -------
    slope : float
        The number a.
    intercept : float
        The number b.

    Raises
    ------
    ValueError
        If ``x`` or ``y`` is not one-dimensional, if their lengths differ, or if all values of ``x`` are
        equal (no line is determined).

    Notes
    -----
    The slope is a covariance over a variance; any common divisor (n or n − 1) cancels. The lecture's form
    ``(Σxy − n·x̄·ȳ) / (Σx² − n·x̄²)`` is equal on paper, but subtracts two numbers that agree in almost
    all digits when the mean of ``x`` is large beside its spread: with ``x`` near 1e8 nothing is left of it in
    float64.

    References
    ----------
    T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for computing the sample variance: analysis and
    recommendations", The American Statistician 37 (1983), 242–247. Lecture notes 004, lines 111–120.

    Examples
    --------
    >>> fit_univariate(np.array([1, 2, 3, 4]), np.array([2, 3, 5, 8]))
    (2.0, -0.5)
    """
    x, y = _real(x), _real(y)
    if x.ndim != 1:
        raise ValueError(f"x must have shape (n,), got {x.shape}")
    if y.shape != x.shape:
        raise ValueError(f"y must have the shape of x, {x.shape}, got {y.shape}")
    if x.size < 2 or x.min() == x.max():
        raise ValueError("x must hold at least two different values")
    # Subtracting the means before anything is multiplied costs one more pass and keeps full accuracy.
    x_dev, y_dev = _centred(x), _centred(y)
    slope = np.sum(x_dev * y_dev) / np.sum(x_dev * x_dev)
    return float(slope), float(y.mean() - slope * x.mean())


def fit_normal_equation(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    r"""Fit bias and weights by least squares.

    .. math:: \theta = \arg\min_\theta \lVert \tilde X \theta - y \rVert^2,
              \qquad \tilde X = [\mathbf 1, X],
              \qquad \tilde X^\top \tilde X \theta = \tilde X^\top y

    Parameters
    ----------
    X : ndarray of shape (n, d)
        Inputs, without a column of ones.
    y : ndarray of shape (n,)
        Targets.

    Returns
    -------
    theta : ndarray of shape (d + 1,)
        The intercept first, then the d weights. Where many solutions are equally good (dependent columns,
        or fewer samples than coefficients) the one with the least ``‖theta‖``, intercept included.

    Raises
    ------
    ValueError
        If ``X`` is not two-dimensional, has no rows, or ``y`` has not one value per row.

    Notes
    -----
    The normal equation has a unique solution only where the columns of ``X̃`` are independent, and forming
    ``X̃ᵀX̃`` squares the condition number κ, so half of the digits may be lost. A solver that works on ``X̃``
    loses log₁₀ κ digits where the residual is small. Columns count as dependent where a singular value of ``X̃`` is
    below ``max(n, d + 1) · eps`` times the largest, the rule of `numpy.linalg.lstsq`.

    References
    ----------
    G. H. Golub, C. F. Van Loan, *Matrix Computations*, 4th ed., sections 5.3 and 5.5. Lecture notes 001,
    lines 440–448.

    Examples
    --------
    >>> X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
    >>> np.round(fit_normal_equation(X, 4 + X @ np.array([2.0, -3.0])), 6)
    array([ 4.,  2., -3.])
    """
    X, y = _samples(X, y)
    # lstsq works on [1, X] itself through its singular values: it needs no inverse, and where columns are
    # dependent it gives the solution of the pseudo-inverse, which is the shortest. Cost: O(n d²).
    return _least_squares(X, y)


def fit_normal_equation_columns(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    r"""Fit bias and weights by least squares, with one sample per *column*.

    .. math:: \theta = (\tilde X \tilde X^\top)^{-1} \tilde X y,
              \qquad \tilde X = \begin{bmatrix} \mathbf 1^\top \\ X \end{bmatrix}

    Parameters
    ----------
    X : ndarray of shape (d, n)
        Inputs, one sample per column, without the row of ones.
    y : ndarray of shape (n,)
        Targets.

    Returns
    -------
    theta : ndarray of shape (d + 1,)
        The intercept first, then the d weights; of many solutions the one with the least ``‖theta‖``.
        The rule for dependent rows is that of `fit_normal_equation`.

    Raises
    ------
    ValueError
        If ``X`` is not two-dimensional, has no columns, or ``y`` has not one value per column.

    Notes
    -----
    Which layout an array has cannot be seen where n = d, so it has to be known.

    References
    ----------
    Lecture notes 004, lines 125–135 (there the row of ones is already part of X).

    Examples
    --------
    >>> X = np.array([[1.0, 0.0, 1.0, 2.0], [0.0, 1.0, 1.0, 1.0]])
    >>> np.round(fit_normal_equation_columns(X, 4 + np.array([2.0, -3.0]) @ X), 6)
    array([ 4.,  2., -3.])
    """
    X, y = _real(X), _real(y)
    if X.ndim != 2 or X.shape[1] == 0:
        raise ValueError(f"X must have shape (d, n) with n >= 1, got {X.shape}")
    if y.shape != X.shape[1:]:
        raise ValueError(f"y must have one value per column of X, shape {X.shape[1:]}, got {y.shape}")
    return _least_squares(X.T, y)


def fit_ridge(X: np.ndarray, y: np.ndarray, lam: float) -> np.ndarray:
    r"""Fit bias and weights by least squares with a penalty on the weights.

    .. math:: \min_{w, b} \; \sum_{i=1}^{n} (x_i^\top w + b - y_i)^2 + \lambda \lVert w \rVert^2

    Parameters
    ----------
    X : ndarray of shape (n, d)
        Inputs, without a column of ones.
    y : ndarray of shape (n,)
        Targets.
    lam : float
        The penalty λ ≥ 0 of the *sum* of squares.

    Returns
    -------
    theta : ndarray of shape (d + 1,)
        The intercept first (not penalised), then the d weights. ``lam = 0`` is plain least squares.

    Raises
    ------
    ValueError
        If ``X`` is not two-dimensional, has no rows, ``y`` has not one value per row, or ``lam < 0``.

    Notes
    -----
    A penalty above 0 makes the weights unique, whatever the columns are. The objective
    ``1/(2n) Σ r² + weight_decay/2 · ‖w‖²`` of `sgd_minibatch` is 1/(2n) times the one above when
    ``lam = n · weight_decay``.

    References
    ----------
    A. E. Hoerl, R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal problems",
    Technometrics 12 (1970), 55–67. T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical
    Learning*, 2nd ed., section 3.4.1. Lecture notes 000, lines 26–32.

    Examples
    --------
    >>> x, y = np.array([[1], [2], [3], [4]]), np.array([2, 3, 5, 8])
    >>> np.round(fit_ridge(x, y, lam=1.0), 4)
    array([0.3333, 1.6667])
    """
    X, y = _samples(X, y)
    _require_not_negative("lam", lam)
    # The derivative by b says that the residuals have mean 0. Put back, b disappears where columns and
    # targets are centred: w = (XcᵀXc + λI)⁻¹ Xcᵀ yc. This w is the least-squares solution of
    # [Xc; √λ I] w = [yc; 0], solved so that no product XcᵀXc squares the condition number.
    d = X.shape[1]
    penalty_rows = np.sqrt(X.dtype.type(float(lam))) * np.eye(d, dtype=X.dtype)  # (d, d)
    rows = np.concatenate([_centred(X), penalty_rows])  # (n + d, d)
    targets = np.concatenate([_centred(y), np.zeros(d, dtype=y.dtype)])  # (n + d,)
    w = np.linalg.lstsq(rows, targets, rcond=None)[0]  # (d,)
    b = np.mean(y - X @ w)
    return np.concatenate([[b], w])


def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    r"""Evaluate the linear model.

    .. math:: \hat y = X w + b

    Parameters
    ----------
    X : ndarray of shape (n, d)
        Inputs.
    w : ndarray of shape (d,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    y_hat : ndarray of shape (n,)
        Predictions.

    Raises
    ------
    ValueError
        If ``X`` is not two-dimensional or ``w`` has not one value per column of ``X``.

    Notes
    -----
    The result is one-dimensional. A column of shape (n, 1) would turn ``y_hat − y`` into an (n, n) array
    without any error.

    References
    ----------
    Lecture notes 001, line 436.

    Examples
    --------
    >>> predict(np.array([[1, 2], [3, 4]]), np.array([10, 1]), 0.5)
    array([12.5, 34.5])
    """
    X, w = _real(X), _real(w)
    _require_weights(X, w)
    y_hat: np.ndarray = X @ w + float(b)
    return y_hat


def mse_loss(y: np.ndarray, y_hat: np.ndarray) -> float:
    r"""Mean squared error.

    .. math:: \frac 1n \sum_{i=1}^{n} (\hat y_i - y_i)^2

    Parameters
    ----------
    y : ndarray of shape (n,)
        Targets.
    y_hat : ndarray of shape (n,)
        Predictions.

    Returns
    -------
    loss : float
        The mean of the squares, without a factor ½.

    Raises
    ------
    ValueError
        If the shapes differ, are not one-dimensional, or n = 0.

    Notes
    -----
    Integers are converted before they are subtracted: unsigned ones would wrap below zero, and the squares of
    those with few bits overflow.

    References
    ----------
    Lecture notes 004, lines 125 and 216.

    Examples
    --------
    >>> mse_loss(np.array([2, 3, 5, 8]), np.array([2, 3, 4, 5]))
    2.5
    """
    r = _error(y, y_hat)
    return float(np.mean(r * r))


def half_mse_loss(y: np.ndarray, y_hat: np.ndarray) -> float:
    r"""Half of the mean squared error, the loss whose gradient has no factor 2.

    .. math:: \frac 1{2n} \sum_{i=1}^{n} (\hat y_i - y_i)^2

    Parameters
    ----------
    y : ndarray of shape (n,)
        Targets.
    y_hat : ndarray of shape (n,)
        Predictions.

    Returns
    -------
    loss : float
        Half the mean of the squares.

    Raises
    ------
    ValueError
        If the shapes differ, are not one-dimensional, or n = 0.

    References
    ----------
    Lecture notes 001, lines 438–440.

    Examples
    --------
    >>> half_mse_loss(np.array([2, 3, 5, 8]), np.array([2, 3, 4, 5]))
    1.25
    """
    r = _error(y, y_hat)
    return float(np.mean(r * r) / 2)


def loss_gradient(
    X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float, lam: float = 0.0
) -> tuple[np.ndarray, float]:
    r"""Gradient of the half-mean squared error with an L2 penalty on the weights.

    .. math:: L(w, b) = \frac 1{2n} \sum_{i=1}^{n} r_i^2 + \frac \lambda 2 \lVert w \rVert^2,
              \qquad r = X w + b - y

    .. math:: \frac{\partial L}{\partial w} = \frac 1n X^\top r + \lambda w,
              \qquad \frac{\partial L}{\partial b} = \frac 1n \sum_{i=1}^{n} r_i

    Parameters
    ----------
    X : ndarray of shape (n, d)
        Inputs.
    y : ndarray of shape (n,)
        Targets.
    w : ndarray of shape (d,)
        Weights at which the gradient is taken.
    b : float
        Bias at which the gradient is taken.
    lam : float, default 0
        The penalty λ ≥ 0.

    Returns
    -------
    dw : ndarray of shape (d,)
        Derivative by the weights.
    db : float
        Derivative by the bias.

    Raises
    ------
    ValueError
        If ``X`` is not two-dimensional, has no rows, ``y`` has not one value per row, ``w`` not one per
        column, or ``lam < 0``.

    Notes
    -----
    The ½ of the loss cancels the 2 of the square. The mean keeps the size of the gradient independent of n,
    so that one learning rate serves data sets and batches of every size.

    References
    ----------
    A. Zhang, Z. C. Lipton, M. Li, A. J. Smola, *Dive into Deep Learning*, sections 3.1 and 3.7. Lecture notes
    001, lines 440, 456 and 673.

    Examples
    --------
    >>> x, y = np.array([[1], [2], [3], [4]]), np.array([2, 3, 5, 8])
    >>> loss_gradient(x, y, w=np.array([1.0]), b=1.0, lam=0.5)
    (array([-3.25]), -1.0)
    """
    X, y = _samples(X, y)
    w = _real(w)
    _require_weights(X, w)
    _require_not_negative("lam", lam)
    dw, db = _half_mean_gradient(X, y, w, float(b))
    return dw + float(lam) * w, db


def gradient_descent(X: np.ndarray, y: np.ndarray, lr: float, steps: int) -> tuple[np.ndarray, float]:
    r"""Minimise the half-mean squared error by gradient descent on all samples, from zero.

    .. math:: w \leftarrow w - \eta \frac{\partial L}{\partial w},
              \qquad b \leftarrow b - \eta \frac{\partial L}{\partial b},
              \qquad L = \frac 1{2n} \sum_{i=1}^{n} (x_i^\top w + b - y_i)^2

    Parameters
    ----------
    X : ndarray of shape (n, d)
        Inputs.
    y : ndarray of shape (n,)
        Targets.
    lr : float
        The learning rate η > 0.
    steps : int
        Number of updates, ≥ 0.

    Returns
    -------
    w : ndarray of shape (d,)
        Weights after the last update.
    b : float
        Bias after the last update.

    Raises
    ------
    ValueError
        If ``X`` is not two-dimensional, has no rows, ``y`` has not one value per row, ``lr <= 0`` or
        ``steps < 0``.

    Notes
    -----
    Both derivatives are taken at the same point, before either parameter moves. The iteration converges for
    ``0 < η < 2 / κ`` with κ the largest eigenvalue of ``X̃ᵀX̃ / n``, where ``X̃ = [1, X]``.

    References
    ----------
    I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, section 4.3. Lecture notes 000, lines 21–24, and
    004, line 243.

    Examples
    --------
    >>> x, y = np.array([[1], [2], [3], [4]]), np.array([2, 3, 5, 8])
    >>> w, b = gradient_descent(x, y, lr=0.1, steps=1)
    >>> np.round(w, 6), round(b, 6)
    (array([1.375]), 0.45)
    """
    X, y = _samples(X, y)
    _require_positive("lr", lr)
    _require_not_negative("steps", steps)
    w, b = np.zeros(X.shape[1], dtype=X.dtype), 0.0
    for _ in range(steps):
        dw, db = _half_mean_gradient(X, y, w, b)
        w, b = w - float(lr) * dw, b - float(lr) * db
    return w, b


def sgd_minibatch(
    X: np.ndarray,
    y: np.ndarray,
    w: np.ndarray,
    b: float,
    lr: float,
    batches: Sequence[np.ndarray],
    weight_decay: float = 0.0,
) -> tuple[np.ndarray, float]:
    r"""One update per mini-batch, in the order given.

    .. math:: w \leftarrow (1 - \eta\lambda)\, w - \frac{\eta}{|B|} \sum_{i \in B} x_i r_i,
              \qquad b \leftarrow b - \frac{\eta}{|B|} \sum_{i \in B} r_i,
              \qquad r_i = x_i^\top w + b - y_i

    Parameters
    ----------
    X : ndarray of shape (n, d)
        Inputs.
    y : ndarray of shape (n,)
        Targets.
    w : ndarray of shape (d,)
        Weights to start from.
    b : float
        Bias to start from.
    lr : float
        The learning rate η > 0.
    batches : sequence of int ndarrays
        Each holds the row numbers of one batch, 0 … n − 1, and at least one. Batches may differ in size:
        the last one of an epoch usually is short.
    weight_decay : float, default 0
        The penalty λ ≥ 0 of the loss ``1/(2|B|) Σ r² + λ/2 · ‖w‖²``.

    Returns
    -------
    w : ndarray of shape (d,)
        Weights after the last batch, a new array.
    b : float
        Bias after the last batch.

    Raises
    ------
    ValueError
        If ``X`` is not two-dimensional, has no rows, ``y`` has not one value per row, ``w`` not one per
        column, ``lr <= 0``, ``weight_decay < 0``, or a batch is empty or names a row outside 0 … n − 1.

    Notes
    -----
    Nothing is drawn here: whoever shuffles the rows and cuts them into batches calls this once per epoch
    and passes the result on, which keeps the function deterministic. Each batch is divided by its own size,
    so a short batch gives as large a step as a full one. The right-hand sides use w and b from
    before the update, and the decay leaves the bias alone. Run to convergence on full batches, the weights
    are those of `fit_ridge` with ``lam = n · weight_decay``.

    References
    ----------
    H. Robbins, S. Monro, "A stochastic approximation method", Annals of Mathematical Statistics 22 (1951),
    400–407. *Dive into Deep Learning*, sections 3.1 and 3.7. Lecture notes 001, lines 454–456 and 679, and
    002, lines 60–70 and 243.

    Examples
    --------
    >>> x, y = np.array([[1], [2], [3], [4]]), np.array([2, 3, 5, 8])
    >>> batches = [np.array([2, 3]), np.array([0])]
    >>> w, b = sgd_minibatch(x, y, np.array([1.0]), 1.0, 0.1, batches, weight_decay=0.5)
    >>> np.round(w, 6), round(b, 6)
    (array([1.525]), 1.11)
    """
    X, y = _samples(X, y)
    w, b = np.array(_real(w)), float(b)  # a new array also where there is no batch
    _require_weights(X, w)
    _require_positive("lr", lr)
    _require_not_negative("weight_decay", weight_decay)
    for rows in [_checked_batch(batch, k, len(X)) for k, batch in enumerate(batches)]:
        dw, db = _half_mean_gradient(X[rows], y[rows], w, b)
        w, b = (1 - float(lr) * float(weight_decay)) * w - float(lr) * dw, b - float(lr) * db
    return w, b


def _centred(values: np.ndarray) -> np.ndarray:
    """Distances from the mean over the samples; of a table, column by column."""
    distances: np.ndarray = values - values.mean(axis=0)
    return distances


def _least_squares(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Minimum-norm solution of ``[1, X] theta = y``; X (n, d), y (n,), theta (d + 1,)."""
    ones = np.ones((len(X), 1), dtype=X.dtype)
    return np.asarray(np.linalg.lstsq(np.hstack([ones, X]), y, rcond=None)[0])


def _half_mean_gradient(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> tuple[np.ndarray, float]:
    """Derivatives of ``1/(2n) Σ r²`` by w, shape (d,), and b."""
    r = X @ w + b - y  # (n,)
    dw: np.ndarray = X.T @ r / len(r)  # (d,)
    return dw, float(r.mean())


def _error(y: np.ndarray, y_hat: np.ndarray) -> np.ndarray:
    """``y_hat − y`` in floating point, after a check that no broadcasting hides in it."""
    y, y_hat = _real(y), _real(y_hat)
    if y.ndim != 1 or y.size == 0:
        raise ValueError(f"y must have shape (n,) with n >= 1, got {y.shape}")
    if y_hat.shape != y.shape:
        raise ValueError(f"y_hat must have the shape of y, {y.shape}, got {y_hat.shape}")
    r: np.ndarray = y_hat - y
    return r


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers and booleans of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _samples(X: np.ndarray, y: np.ndarray) -> tuple[Array, Array]:
    """Inputs and targets as floats, checked against each other."""
    X, y = _real(X), _real(y)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must have shape (n, d) with n >= 1, got {X.shape}")
    if y.shape != X.shape[:1]:
        raise ValueError(f"y must have one value per row of X, shape {X.shape[:1]}, got {y.shape}")
    return X, y


def _require_weights(X: np.ndarray, w: np.ndarray) -> None:
    if X.ndim != 2:
        raise ValueError(f"X must have shape (n, d), got {X.shape}")
    if w.shape != X.shape[1:]:
        raise ValueError(f"w must have one value per column of X, shape {X.shape[1:]}, got {w.shape}")


def _require_positive(name: str, value: float) -> None:
    if not value > 0:
        raise ValueError(f"{name} must be > 0, got {value}")


def _require_not_negative(name: str, value: float) -> None:
    if not value >= 0:
        raise ValueError(f"{name} must be >= 0, got {value}")


def _checked_batch(batch: np.ndarray, position: int, n: int) -> np.ndarray:
    """A batch as an index array, every row number within 0 … n − 1."""
    rows = np.asarray(batch)
    if rows.size == 0:
        raise ValueError(f"batches[{position}] must hold at least one row number, got none")
    if rows.min() < 0 or rows.max() >= n:
        raise ValueError(f"batches[{position}] must hold row numbers from 0 to {n - 1}, got {batch!r}")
    return rows
