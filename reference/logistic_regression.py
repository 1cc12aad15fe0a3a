r"""Logistic regression: a linear score, the sigmoid, and the cross entropy that fits it.

The model says how probable label 1 is:

.. math:: P(y = 1 \mid x) = \sigma(w^\top x + b), \qquad \sigma(z) = \frac{1}{1 + e^{-z}}

Its loss is the mean of −ln P(y | x) over the samples, which is convex. The squared error of the same model is not,
and its gradient vanishes exactly where the model is most wrong; the module has both, to compare them.

===========  =================================================
``n, d``     samples, features
``X``        samples, shape (n, d): one row per sample
``y``        labels 0 and 1, integers of shape (n,)
``w, b``     weights, shape (d,), and bias, a number
``z``        logits w·x + b, the log-odds of label 1, shape (n,)
===========  =================================================

Floating inputs keep their dtype (float32 in, float32 out), integers become float64 before any arithmetic, and no
function modifies what it is given.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]
Labels = NDArray[np.integer[Any]]  # of shape (n,)


def sigmoid(z: Array) -> Array:
    r"""The logistic sigmoid.

    .. math:: \sigma(z) = \frac{1}{1 + e^{-z}}

    Parameters
    ----------
    z : ndarray of any shape
        Log-odds, of any size.

    Returns
    -------
    ndarray of the shape of ``z``
        Probabilities.

    Notes
    -----
    :math:`e^{-|z|}` never overflows. For negative z the quotient is written as :math:`e^z / (1 + e^z)`.

    References
    ----------
    Lecture notes 000, line 85; 004, line 139, where the sign of b is wrong.

    Examples
    --------
    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    return _sigmoid(_real(z))


def predict_proba(X: Array, w: Array, b: float) -> Array:
    r"""Probability of label 1 for each sample.

    .. math:: P(y = 1 \mid x) = \sigma(w^\top x + b)

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples.
    w : ndarray of shape (d,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    ndarray of shape (n,)
        Probabilities of label 1.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    Lecture notes 000, lines 95 to 113.

    Examples
    --------
    >>> predict_proba(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([1.0, -1.0]), 0.0)
    array([0.5, 0.5])
    """
    return _sigmoid(_logits(X, w, b))


def binary_cross_entropy_with_logits(y: Labels, z: Array) -> float:
    r"""Mean cross entropy of labels and logits.

    .. math:: C = -\frac1n \sum_i \bigl(y_i \ln \sigma(z_i) + (1 - y_i) \ln (1 - \sigma(z_i))\bigr)

    Parameters
    ----------
    y : ndarray of shape (n,), integers 0 or 1, n >= 1
        Labels.
    z : ndarray of shape (n,)
        Logits, the log-odds of label 1, of any size.

    Returns
    -------
    float
        The loss, in nats.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a label is neither 0 nor 1.

    Notes
    -----
    Both terms are one: −ln σ(s z) with s = 1 for label 1 and s = −1 for label 0, which is
    :math:`\ln(1 + e^{-sz}) = \max(-sz, 0) + \ln(1 + e^{-|z|})`. Nothing overflows, and no logarithm of 0 is taken:
    a wrong logit of 1000 costs 1000.

    References
    ----------
    Lecture notes 000, lines 116 and 117, which add up instead of averaging.

    Examples
    --------
    >>> round(binary_cross_entropy_with_logits(np.array([1, 0]), np.array([2.0, -1.0])), 4)
    0.2201
    >>> binary_cross_entropy_with_logits(np.array([1, 0]), np.array([-1000.0, 1000.0]))
    1000.0
    """
    z = _real(z)
    y = _labels(y, z.shape)
    against = np.where(y == 1, -z, z)  # how strongly the logit speaks against the label
    losses = np.maximum(against, 0) + np.log1p(np.exp(-np.abs(z)))  # (n,)
    return float(losses.mean())


def gradient(X: Array, y: Labels, w: Array, b: float) -> tuple[Array, float]:
    r"""Gradient of the mean cross entropy with respect to weights and bias.

    .. math:: \frac{\partial C}{\partial w} = \frac1n \sum_i (\sigma(z_i) - y_i)\, x_i, \qquad
              \frac{\partial C}{\partial b} = \frac1n \sum_i (\sigma(z_i) - y_i)

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples.
    y : ndarray of shape (n,), integers 0 or 1
        Labels.
    w : ndarray of shape (d,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    dw : ndarray of shape (d,)
        With respect to the weights.
    db : float
        With respect to the bias.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a label is neither 0 nor 1.

    Notes
    -----
    The slope of the sigmoid cancels: the gradient is error times input, as in linear regression.

    References
    ----------
    Lecture notes 000, lines 119 to 130.

    Examples
    --------
    >>> gradient(np.array([[2.0], [4.0]]), np.array([1, 0]), np.zeros(1), 0.0)
    (array([0.5]), 0.0)
    """
    error = _errors(X, y, w, b)  # (n,)
    dw: Array = (_real(X) * error[:, None]).mean(axis=0)
    return dw, float(error.mean())


def fit(X: Array, y: Labels, lr: float, steps: int) -> tuple[Array, float]:
    r"""Gradient descent on the mean cross entropy, from zero weights.

    .. math:: w \leftarrow w - \eta \frac{\partial C}{\partial w}, \qquad
              b \leftarrow b - \eta \frac{\partial C}{\partial b}

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples.
    y : ndarray of shape (n,), integers 0 or 1
        Labels.
    lr : float
        Learning rate η.
    steps : int >= 0
        Number of steps. Each uses all samples.

    Returns
    -------
    w : ndarray of shape (d,)
        Weights.
    b : float
        Bias.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a label is neither 0 nor 1.

    Notes
    -----
    Where a line separates the labels there is no minimum: the loss goes to 0 while the weights grow without
    bound, ever more slowly. That is no failure of the descent, and nothing may overflow on the way.

    References
    ----------
    Lecture notes 000, lines 119 to 131.

    Examples
    --------
    >>> w, b = fit(np.array([[-1.0], [1.0]]), np.array([0, 1]), lr=1.0, steps=1)
    >>> w, b
    (array([0.5]), 0.0)
    """
    X = _real(X)
    w = np.zeros(X.shape[1:], dtype=X.dtype)
    b = 0.0
    error = _errors(X, y, w, b)  # (n,); refuses what does not fit, also where no step is taken
    for _ in range(steps):
        w = w - float(lr) * (X * error[:, None]).mean(axis=0)
        b = b - float(lr) * float(error.mean())
        error = _errors(X, y, w, b)
    return w, b


def squared_error_gradient(X: Array, y: Labels, w: Array, b: float) -> tuple[Array, float]:
    r"""Gradient of the halved mean squared error of the same model.

    .. math:: L = \frac{1}{2n} \sum_i (\sigma(z_i) - y_i)^2, \qquad
              \frac{\partial L}{\partial w} = \frac1n \sum_i (\sigma(z_i) - y_i)\, \sigma'(z_i)\, x_i

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples.
    y : ndarray of shape (n,), integers 0 or 1
        Labels.
    w : ndarray of shape (d,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    dw : ndarray of shape (d,)
        With respect to the weights.
    db : float
        With respect to the bias.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a label is neither 0 nor 1.

    Notes
    -----
    The slope :math:`\sigma' = \sigma(z)\, \sigma(-z)` is 4e-18 where the logit is 40, also if the label is 0: the
    model is as wrong as can be, and does not learn.

    References
    ----------
    Lecture notes 000, lines 132 to 137. Line 135 differentiates without the ½ of line 134.

    Examples
    --------
    >>> squared_error_gradient(np.array([[2.0], [4.0]]), np.array([1, 0]), np.zeros(1), 0.0)
    (array([0.125]), 0.0)
    """
    error = _errors(X, y, w, b)
    z = _logits(X, w, b)
    slope = _sigmoid(z) * _sigmoid(-z)
    term = error * slope  # (n,)
    dw: Array = (_real(X) * term[:, None]).mean(axis=0)
    return dw, float(term.mean())


def decision_boundary_2d(w: Array, b: float, t: Array) -> Array:
    r"""Points of the line on which both labels are equally probable, for two features.

    .. math:: x(t) = p + t\, u, \qquad p = -\frac{b}{\|w\|^2}\, w, \qquad u = \frac{(-w_2, w_1)}{\|w\|}

    Parameters
    ----------
    w : ndarray of shape (2,), not 0
        Weights.
    b : float
        Bias.
    t : ndarray of shape (m,), m >= 1
        Signed distances along the line, measured from its point p that is nearest to the origin.

    Returns
    -------
    ndarray of shape (m, 2)
        The points, one per row. They have the logit 0. The direction u is w turned to the left by 90 degrees.

    Raises
    ------
    ValueError
        If ``w`` does not have two entries or is 0 (then there is no line), or ``t`` is no vector with entries.

    Notes
    -----
    The form :math:`x_2 = -(w_1 x_1 + b) / w_2` fails for vertical lines, where :math:`w_2 = 0`.

    References
    ----------
    Lecture notes 000, lines 158 to 160.

    Examples
    --------
    >>> decision_boundary_2d(np.array([0.0, 2.0]), -6.0, np.array([0.0, 1.0]))
    array([[ 0.,  3.],
           [-1.,  3.]])
    """
    w, t = _real(w), _real(t)
    if w.shape != (2,) or not w.any():
        raise ValueError(f"w must have shape (2,) and must not be 0, got {w}")
    if t.ndim != 1 or t.size == 0:
        raise ValueError(f"t must have shape (m,) with m >= 1, got {t.shape}")
    length = math.hypot(*w.tolist())
    normal = w / length
    nearest = normal * (-float(b) / length)
    direction = np.array([-normal[1], normal[0]])
    points: Array = nearest + t[:, None] * direction  # (m, 1) * (2,) -> (m, 2)
    return points


def feature_transform_xor(X: Array) -> Array:
    r"""Distances to the two corners (0, 0) and (1, 1), as new features.

    .. math:: x \mapsto \bigl(\|x - (0, 0)\|_2,\; \|x - (1, 1)\|_2\bigr)

    Parameters
    ----------
    X : ndarray of shape (n, 2), n >= 1
        Samples.

    Returns
    -------
    ndarray of shape (n, 2)
        The distance to (0, 0) in the first column, that to (1, 1) in the second.

    Raises
    ------
    ValueError
        If ``X`` does not have two columns, or has no rows.

    Notes
    -----
    (0, 1) and (1, 0) become the same point (1, 1), while (0, 0) and (1, 1) become (0, √2) and (√2, 0): XOR is
    separable by a line.

    References
    ----------
    Lecture notes 000, line 162, which do not say which prototypes.

    Examples
    --------
    >>> np.round(feature_transform_xor(np.array([[0, 0], [0, 1], [1, 0], [1, 1]])), 3)
    array([[0.   , 1.414],
           [1.   , 1.   ],
           [1.   , 1.   ],
           [1.414, 0.   ]])
    """
    X = _real(X)
    if X.ndim != 2 or X.shape[1] != 2 or len(X) == 0:
        raise ValueError(f"X must have shape (n, 2) with n >= 1, got {X.shape}")
    distances = [np.hypot(X[:, 0] - corner, X[:, 1] - corner) for corner in (0, 1)]  # two vectors (n,)
    return np.stack(distances, axis=1)


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers and booleans of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _sigmoid(z: Array) -> Array:
    small = np.exp(-np.abs(z))  # in (0, 1]
    values: Array = np.where(z >= 0, 1, small) / (1 + small)
    return values


def _logits(X: ArrayLike, w: ArrayLike, b: float) -> Array:
    """w·x + b for each row, shape (n,), of arguments that fit."""
    X, w = _real(X), _real(w)
    if X.ndim != 2 or len(X) == 0 or w.shape != X.shape[1:]:
        raise ValueError(
            f"X must have shape (n, d) with n >= 1 and w shape (d,), got {X.shape} and {w.shape}"
        )
    z: Array = (X * w).sum(axis=1) + float(b)
    return z


def _labels(y: ArrayLike, shape: tuple[int, ...]) -> Labels:
    """Labels 0 and 1, one for each of the logits."""
    y = np.asarray(y)
    if y.ndim != 1 or y.shape != shape or y.size == 0:
        raise ValueError(f"y must have shape (n,), one label for each of {shape}, got {y.shape}")
    if not np.isin(y, (0, 1)).all():
        raise ValueError(f"y must hold labels 0 and 1, got {np.unique(y)}")
    return y


def _errors(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> Array:
    """Predicted probability minus label, shape (n,), with all digits: where the label is 1, it is −σ(−z)."""
    z = _logits(X, w, b)
    signs = np.where(_labels(y, z.shape) == 1, -1, 1).astype(z.dtype)
    errors: Array = signs * _sigmoid(signs * z)
    return errors
