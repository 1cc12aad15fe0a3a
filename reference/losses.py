r"""Losses and risks: what one wrong prediction costs, and what a model costs on average.

A *loss* is the cost of one prediction. A *risk* is the mean loss of a model :math:`f`: over the samples at
hand it is the empirical risk, over all data, weighted with their probabilities, the expected risk:

.. math:: R_\text{emp} = \frac{1}{n} \sum_{i=1}^{n} \text{Loss}(y_i, f(x_i)), \qquad
          R = \sum_{x, y} P(x, y)\, \text{Loss}(y, f(x))

===========  ======================================================================
``n``        number of samples
``K``        number of classes
``y``        truth, shape (n,)
``y_hat``    prediction, shape (n,)
``p``        predicted probability of label 1, shape (n,)
``Y, P``     true and predicted distributions over the classes, shape (n, K)
``loss``     a function ``loss(y, y_hat)`` of two arrays (n,) that returns an array (n,)
``f``        a model: a function ``f(X)`` of n samples that returns n predictions, shape (n,)
===========  ======================================================================

How do I …

* judge single predictions: ``zero_one``, ``squared``, ``absolute``, ``negative_log_likelihood``, one number each;
* judge all predictions by one number: ``mse``, ``binary_cross_entropy``, ``categorical_cross_entropy``,
  ``focal_loss``, means over the samples;
* judge a model: ``empirical_risk``, ``expected_risk``, ``structural_risk``.

The truth comes first everywhere. Logarithms are natural, nothing is clipped: a probability of exactly 0 for
what happened costs infinity. Floating inputs keep their dtype (float32 in, float32 out), integers become
float64 before any arithmetic, and no function modifies what it is given.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]
Values = NDArray[Any]
Loss = Callable[[Values, Values], Values]
Model = Callable[[Values], Values]

TOLERANCE = 1e-6
"""How far a sum of probabilities may be from 1."""


def zero_one(y: Values, y_hat: Values) -> Array:
    r"""0-1 loss of each prediction: 1 if it is wrong.

    .. math:: \text{Loss}(y_i, \hat y_i) = \begin{cases} 1, & \hat y_i \neq y_i \\ 0, & \hat y_i = y_i \end{cases}

    Parameters
    ----------
    y, y_hat : ndarray of shape (n,), n >= 1
        Truth and prediction.

    Returns
    -------
    ndarray of shape (n,), float64
        One loss per sample.

    Raises
    ------
    ValueError
        If the arrays do not have one shape (n,) with n >= 1.

    References
    ----------
    Lecture notes 004, line 50.

    Examples
    --------
    >>> zero_one(np.array([2, 0, 1]), np.array([2, 1, 0]))
    array([0., 1., 1.])
    """
    y, y_hat = _paired(y, y_hat)
    losses: Array = np.where(y == y_hat, 0.0, 1.0)
    return losses


def squared(y: Values, y_hat: Values) -> Array:
    r"""Squared loss of each prediction.

    .. math:: \text{Loss}(y_i, \hat y_i) = (y_i - \hat y_i)^2

    Parameters
    ----------
    y, y_hat : ndarray of shape (n,), n >= 1
        Truth and prediction.

    Returns
    -------
    ndarray of shape (n,)
        One loss per sample.

    Raises
    ------
    ValueError
        If the arrays do not have one shape (n,) with n >= 1.

    References
    ----------
    Lecture notes 004, line 51.

    Examples
    --------
    >>> squared(np.array([1.0, 2.0]), np.array([0.0, 4.0]))
    array([1., 4.])
    """
    y, y_hat = _paired(y, y_hat)
    return np.square(y - y_hat)


def absolute(y: Values, y_hat: Values) -> Array:
    r"""Absolute loss of each prediction.

    .. math:: \text{Loss}(y_i, \hat y_i) = |y_i - \hat y_i|

    Parameters
    ----------
    y, y_hat : ndarray of shape (n,), n >= 1
        Truth and prediction.

    Returns
    -------
    ndarray of shape (n,)
        One loss per sample.

    Raises
    ------
    ValueError
        If the arrays do not have one shape (n,) with n >= 1.

    References
    ----------
    Lecture notes 004, line 52.

    Examples
    --------
    >>> absolute(np.array([1.0, 2.0]), np.array([0.0, 4.0]))
    array([1., 2.])
    """
    y, y_hat = _paired(y, y_hat)
    distances: Array = np.abs(y - y_hat)
    return distances


def negative_log_likelihood(p_true: Values) -> Array:
    r"""Logarithmic loss of each prediction: minus the logarithm of what it gave the truth.

    .. math:: \text{Loss}(y_i, P(y_i \mid x_i)) = -\ln P(y_i \mid x_i)

    Parameters
    ----------
    p_true : ndarray of shape (n,), n >= 1
        Predicted probability of the label that is true, from 0 to 1.

    Returns
    -------
    ndarray of shape (n,)
        One loss per sample, >= 0; infinity where the probability is 0.

    Raises
    ------
    ValueError
        If ``p_true`` does not have shape (n,) with n >= 1, or holds a number outside [0, 1].

    References
    ----------
    Lecture notes 004, line 53.

    Examples
    --------
    >>> np.round(negative_log_likelihood(np.array([1.0, 0.5, 0.0])), 4) + 0.0
    array([0.    , 0.6931,    inf])
    """
    p_true = _probabilities("p_true", p_true)
    if p_true.ndim != 1 or p_true.size == 0:
        raise ValueError(f"p_true must have shape (n,) with n >= 1, got {p_true.shape}")
    with np.errstate(divide="ignore"):  # -ln 0 is inf, which is what is wanted
        return -np.log(p_true)


def mse(y: Values, y_hat: Values) -> float:
    r"""Mean squared error, without ½.

    .. math:: \text{MSE} = \frac{1}{n} \sum_{i=1}^{n} (y_i - \hat y_i)^2

    Parameters
    ----------
    y, y_hat : ndarray of shape (n,), n >= 1
        Truth and prediction.

    Returns
    -------
    float
        The mean over the samples.

    Raises
    ------
    ValueError
        If the arrays do not have one shape (n,) with n >= 1.

    References
    ----------
    Lecture notes 004, line 216. In 002, lines 39–42, the name stands for half the squared error of one sample.

    Examples
    --------
    >>> mse(np.array([1.0, 2.0]), np.array([0.0, 4.0]))
    2.5
    """
    y, y_hat = _paired(y, y_hat)
    return float(np.square(y - y_hat).mean())


def binary_cross_entropy(y: Values, p: Values) -> float:
    r"""Mean cross entropy of two classes.

    .. math:: -\frac{1}{n} \sum_{i=1}^{n} \left[ y_i \ln p_i + (1 - y_i) \ln(1 - p_i) \right]

    Parameters
    ----------
    y : ndarray of shape (n,), n >= 1
        Truth: labels 0 and 1, or probabilities of label 1 in [0, 1].
    p : ndarray of shape (n,)
        Predicted probabilities of label 1, in [0, 1].

    Returns
    -------
    float
        The mean over the samples; 0 · ln 0 counts as 0, and any other factor of ln 0 gives infinity.

    Raises
    ------
    ValueError
        If the arrays do not have one shape (n,) with n >= 1, or hold a number outside [0, 1].

    Notes
    -----
    ln(1 − p) is computed by ``log1p``: for p = 1e-20 the difference 1 − p is 1 in floating point, and the loss
    of such a good prediction would be 0 and not 1e-20. Cost O(n).

    References
    ----------
    Lecture notes 003, lines 20–24 (where a bracket is missing); 000, line 117 (a sum).

    Examples
    --------
    >>> round(binary_cross_entropy(np.array([1, 0]), np.array([0.5, 0.2])), 6)
    0.458145
    """
    y, p = _probabilities("y", y), _probabilities("p", p)
    _check_paired("y", y, "p", p)
    with np.errstate(divide="ignore"):
        likelihoods = _times(y, np.log(p)) + _times(1 - y, np.log1p(-p))  # (n,), logarithms
    return -float(likelihoods.mean())


def categorical_cross_entropy(Y: Values, P: Values) -> float:
    r"""Mean cross entropy of K classes.

    .. math:: -\frac{1}{n} \sum_{i=1}^{n} \sum_{k=1}^{K} Y_{ik} \ln P_{ik}

    Parameters
    ----------
    Y : ndarray of shape (n, K), n >= 1
        Truth: each row is a distribution over the classes, in most cases one-hot.
    P : ndarray of shape (n, K)
        Prediction: each row is a distribution over the classes.

    Returns
    -------
    float
        The mean over the n samples, not over the n K numbers; 0 · ln 0 counts as 0, and any other factor of ln 0 gives
        infinity.

    Raises
    ------
    ValueError
        If the arrays do not have one shape (n, K) with n >= 1, or a row holds a number outside [0, 1] or does
        not sum to 1 to within 1e-6.

    Notes
    -----
    Cost O(n K).

    References
    ----------
    Lecture notes 003, lines 26–30; 002, lines 97–105 (with another divisor).

    Examples
    --------
    >>> Y, P = np.array([[0, 1, 0], [1, 0, 0]]), np.array([[0.2, 0.5, 0.3], [0.25, 0.75, 0.0]])
    >>> round(categorical_cross_entropy(Y, P), 6)  # (ln 2 + ln 4) / 2
    1.039721
    """
    Y, P = _probabilities("Y", Y), _probabilities("P", P)
    if Y.ndim != 2 or len(Y) == 0 or Y.shape != P.shape:
        raise ValueError(f"Y and P must have one shape (n, K) with n >= 1, got {Y.shape} and {P.shape}")
    for name, rows in ("Y", Y), ("P", P):
        if (np.abs(rows.sum(axis=1) - 1) > TOLERANCE).any():
            raise ValueError(f"each row of {name} must sum to 1, got the sums {rows.sum(axis=1)}")
    with np.errstate(divide="ignore"):
        return -float(_times(Y, np.log(P)).sum() / len(Y))


def focal_loss(y: Values, p: Values, gamma: float) -> float:
    r"""Mean focal loss: cross entropy in which easy samples count less.

    .. math:: -\frac{1}{n} \sum_{i=1}^{n} (1 - q_i)^\gamma \ln q_i,
              \qquad q_i = \begin{cases} p_i, & y_i = 1 \\ 1 - p_i, & y_i = 0 \end{cases}

    Parameters
    ----------
    y : ndarray of shape (n,), n >= 1
        Labels 0 and 1.
    p : ndarray of shape (n,)
        Predicted probabilities of label 1, in [0, 1].
    gamma : float >= 0
        How fast the weight of a sample falls with the probability of its truth; finite. With 0 it is the binary
        cross entropy.

    Returns
    -------
    float
        The mean over the samples; infinity if a truth has probability 0.

    Raises
    ------
    ValueError
        If the arrays do not have one shape (n,) with n >= 1, ``y`` holds another label, ``p`` a number outside
        [0, 1], or ``gamma`` is negative or not finite.

    Notes
    -----
    There is no weight α for the classes. Where y = 0, 1 − q is p itself and ln q is ``log1p(-p)``: both keep their
    digits for a small p. Cost O(n).

    References
    ----------
    T.-Y. Lin et al., *Focal Loss for Dense Object Detection*, 2017, equation 4. Lecture notes 001, line 59
    (only named).

    Examples
    --------
    >>> round(focal_loss(np.array([1]), np.array([0.3]), 2.0), 4)
    0.5899
    """
    y, p, gamma = _probabilities("y", y), _probabilities("p", p), float(gamma)
    _check_paired("y", y, "p", p)
    if not ((y == 0) | (y == 1)).all():
        raise ValueError(f"y must hold labels 0 and 1, got {y}")
    if not 0 <= gamma < math.inf:
        raise ValueError(f"gamma must be a finite number >= 0, got {gamma}")
    with np.errstate(divide="ignore"):
        likelihoods = np.where(y == 1, np.log(p), np.log1p(-p))  # (n,), ln q
    doubts = np.where(y == 1, 1 - p, p)  # (n,), 1 - q
    return -float((doubts**gamma * likelihoods).mean())


def empirical_risk(loss: Loss, f: Model, X: Values, y: Values) -> float:
    r"""Mean loss of a model over samples.

    .. math:: R_\text{emp} = \frac{1}{n} \sum_{i=1}^{n} \text{Loss}(y_i, f(x_i))

    Parameters
    ----------
    loss : callable
        ``loss(y, y_hat)`` of two arrays of shape (n,) returns the losses, shape (n,). The truth comes first.
    f : callable
        ``f(X)`` returns the predictions, shape (n,).
    X : ndarray of shape (n,) or (n, d), n >= 1
        Samples.
    y : ndarray of shape (n,)
        Their truth.

    Returns
    -------
    float
        The mean over the samples.

    Raises
    ------
    ValueError
        If ``y`` does not have shape (n,) with n >= 1 and one entry for each sample.

    References
    ----------
    Lecture notes 004, line 58.

    Examples
    --------
    >>> empirical_risk(squared, lambda x: 2 * x, np.array([1.0, 2.0, 3.0]), np.array([2.0, 5.0, 8.0]))
    1.6666666666666667
    """
    return _empirical_risk(loss, f, X, y)


def expected_risk(loss: Loss, f: Model, joint: Values, xs: Values, ys: Values) -> float:
    r"""Mean loss of a model over all data, where these have finitely many values.

    .. math:: R = \sum_{i=1}^{I} \sum_{j=1}^{J} P(x = x_i, y = y_j)\, \text{Loss}(y_j, f(x_i))

    Parameters
    ----------
    loss : callable
        ``loss(y, y_hat)`` of two arrays of one shape (m,) returns the losses, shape (m,), for any m.
    f : callable
        ``f(xs)`` returns the predictions, shape (I,).
    joint : ndarray of shape (I, J)
        Joint probabilities of the rows of ``xs`` and the entries of ``ys``, a distribution.
    xs : ndarray of shape (I,) or (I, d)
        Values of the input.
    ys : ndarray of shape (J,)
        Values of the truth.

    Returns
    -------
    float
        The sum of all losses, weighted with their probabilities. A pair with probability 0 never occurs and adds
        nothing, also where its loss is infinite.

    Raises
    ------
    ValueError
        If ``joint`` is no distribution (numbers >= 0 that sum to 1 to within 1e-6) of shape (I, J).

    Notes
    -----
    With the shares of pairs among samples as ``joint`` it is the empirical risk of these samples. Cost O(I J).

    References
    ----------
    Lecture notes 004, line 60, as an integral.

    Examples
    --------
    >>> joint = np.array([[0.4, 0.1], [0.1, 0.4]])
    >>> expected_risk(zero_one, lambda x: x, joint, np.array([0, 1]), np.array([0, 1]))
    0.2
    """
    joint, xs, ys = _probabilities("joint", joint), np.asarray(xs), np.asarray(ys)
    if ys.ndim != 1 or joint.shape != (*xs.shape[:1], *ys.shape):
        raise ValueError(
            f"joint must have shape (I, J) for xs with I rows and ys of shape (J,), got {joint.shape} for "
            f"{xs.shape} and {ys.shape}"
        )
    if abs(joint.sum() - 1) > TOLERANCE:
        raise ValueError(f"joint must sum to 1, got {joint.sum()}")
    i, j = np.nonzero(joint)  # the pairs that occur
    return float((joint[i, j] * loss(ys[j], f(xs)[i])).sum())


def structural_risk(loss: Loss, f: Model, X: Values, y: Values, w: Values, lam: float, penalty: str) -> float:
    r"""Empirical risk plus a penalty for large weights.

    .. math:: \frac{1}{n} \sum_{i=1}^{n} \text{Loss}(y_i, f(x_i)) + \lambda J(w), \qquad
              J(w) = \|w\|_1 \quad\text{or}\quad J(w) = \tfrac{1}{2} \|w\|_2^2

    Parameters
    ----------
    loss, f, X, y :
        As in `empirical_risk`.
    w : ndarray of any shape
        Weights of the model, without the bias.
    lam : float >= 0
        Strength of the penalty, finite.
    penalty : {"l1", "l2"}
        Which J.

    Returns
    -------
    float
        Mean loss plus penalty; the penalty is not divided by n.

    Raises
    ------
    ValueError
        If ``y`` does not fit ``X``, ``lam`` is negative or not finite, or ``penalty`` is another word.

    References
    ----------
    Lecture notes 004, lines 74–78 and 465–475; 001, line 673, for the factor ½.

    Examples
    --------
    >>> X, y, w = np.array([1.0, 2.0]), np.array([2.0, 5.0]), np.array([2.0])
    >>> structural_risk(squared, lambda x: 2 * x, X, y, w, 0.1, "l1")
    0.7
    """
    w, lam = _real(w), float(lam)
    if not 0 <= lam < math.inf:
        raise ValueError(f"lam must be a finite number >= 0, got {lam}")
    if penalty == "l1":
        size = np.abs(w).sum()
    elif penalty == "l2":
        size = 0.5 * (w * w).sum()
    else:
        raise ValueError(f'penalty must be "l1" or "l2", got {penalty!r}')
    return _empirical_risk(loss, f, X, y) + lam * float(size)


def _empirical_risk(loss: Loss, f: Model, X: Values, y: Values) -> float:
    """Mean loss, after a look at the shapes."""
    X, y = np.asarray(X), np.asarray(y)
    if y.ndim != 1 or y.size == 0 or X.shape[:1] != y.shape:
        raise ValueError(
            f"y must have shape (n,) with n >= 1, one entry for each row of X, got {y.shape} for {X.shape}"
        )
    return float(np.mean(loss(y, f(X))))


def _times(weights: Array, logarithms: Array) -> Array:
    """Products in which 0 times minus infinity is 0."""
    return np.multiply(weights, logarithms, out=np.zeros_like(logarithms), where=weights > 0)


def _paired(y: Values, y_hat: Values) -> tuple[Array, Array]:
    """Truth and prediction as floats of one shape (n,)."""
    y, y_hat = _real(y), _real(y_hat)
    _check_paired("y", y, "y_hat", y_hat)
    return y, y_hat


def _check_paired(first: str, a: Array, second: str, b: Array) -> None:
    if a.ndim != 1 or a.size == 0 or a.shape != b.shape:
        raise ValueError(
            f"{first} and {second} must have one shape (n,) with n >= 1, got {a.shape} and {b.shape}"
        )


def _probabilities(name: str, p: ArrayLike) -> Array:
    """Numbers from 0 to 1 as floats; NaN is none."""
    p = _real(p)
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError(f"{name} must hold numbers from 0 to 1, got {p}")
    return p


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers and booleans of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
