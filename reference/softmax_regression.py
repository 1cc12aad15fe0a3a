r"""Softmax regression: one linear score for each class, the softmax, and the cross entropy that fits it.

The model says how probable each of K classes is:

.. math:: z = W^\top x + b, \qquad P(y = k \mid x) = \frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}

Its loss is the mean of −ln P(y | x) over the samples. With two classes the model is logistic regression, whose
logit is the difference of the two scores.

===========  ==================================================================
``n, d, K``  samples, features, classes
``X``        samples, shape (n, d): one row per sample
``labels``   true classes, integers 0 … K − 1 of shape (n,)
``W, b``     weights, shape (d, K), one column per class, and biases, shape (K,)
``logits``   scores X W + b, shape (n, K): one row per sample
===========  ==================================================================

How do I …

* turn scores into probabilities: ``softmax``; ``log_sum_exp`` is the logarithm of its denominator;
* judge scores by one number: ``cross_entropy_from_logits``, and ``gradient_logits`` for its gradient;
* train and use the model: ``fit``, ``predict``.

The truth comes first everywhere: labels, then logits. Logarithms are natural, and nothing is clipped. Floating
inputs keep their dtype (float32 in, float32 out), integers become float64 before any arithmetic, and no function
modifies what it is given.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]
Labels = NDArray[np.integer[Any]]


def log_sum_exp(z: Array, axis: int = -1, keepdims: bool = False) -> Array:
    r"""Logarithm of the sum of exponentials along one axis.

    .. math:: \ln \sum_{k=1}^{K} e^{z_k}

    Parameters
    ----------
    z : ndarray of any shape with at least one axis, no axis of length 0
        Logits. An entry may be ``-inf``; no entry is ``+inf`` or NaN.
    axis : int
        The axis that is summed over. A negative number counts from the last axis.
    keepdims : bool
        Whether the axis stays, with length 1.

    Returns
    -------
    ndarray of the shape of ``z`` without the axis, or with length 1 there
        The logarithms. Where all entries are ``-inf`` the sum is 0, and its logarithm ``-inf``.

    Notes
    -----
    With the largest logit m written in front, :math:`m + \ln \sum_k e^{z_k - m}`, no exponential overflows, and
    one of them is 1. Each slice along the axis needs its own m.

    References
    ----------
    Lecture notes 001, line 510.

    Examples
    --------
    >>> log_sum_exp(np.array([[1000.0, 1000.0], [-1000.0, -np.inf]]))
    array([ 1000.69314718, -1000.        ])
    """
    z = _real(z)
    top = _top(z, axis)
    totals = np.exp(_shifted(z, top)).sum(axis=axis, keepdims=True)
    with np.errstate(divide="ignore"):  # the logarithm of an empty sum is −inf
        values: Array = top + np.log(totals)
    return values if keepdims else values.squeeze(axis)


def softmax(z: Array, axis: int = -1) -> Array:
    r"""Probabilities from logits, along one axis.

    .. math:: p_k = \frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}

    Parameters
    ----------
    z : ndarray of any shape with at least one axis, no axis of length 0
        Logits. An entry may be ``-inf``, which gives the probability 0; no entry is ``+inf`` or NaN.
    axis : int
        The axis along which the probabilities sum to 1. A negative number counts from the last axis.

    Returns
    -------
    ndarray of the shape of ``z``
        Probabilities. Where all entries along the axis are ``-inf`` there is nothing to share out: zeros.

    Notes
    -----
    A constant added to all logits of a slice cancels. With the largest one subtracted no exponential overflows.
    The form :math:`e^{z - \ln \sum e^z}` loses the small logarithm beside a large logit.

    References
    ----------
    Lecture notes 000, line 149, with a wrong sum; 001, line 485; 002, line 89.

    Examples
    --------
    >>> softmax(np.array([[1000.0, 1000.0], [-1000.0, -1000.0]]))
    array([[0.5, 0.5],
           [0.5, 0.5]])
    >>> softmax(np.array([[0.0, 5.0], [np.log(3.0), 5.0]]), axis=0)
    array([[0.25, 0.5 ],
           [0.75, 0.5 ]])
    """
    z = _real(z)
    weights = np.exp(_shifted(z, _top(z, axis)))
    totals = weights.sum(axis=axis, keepdims=True)
    probabilities: Array = weights / np.maximum(totals, 1)  # a sum is at least 1, or 0 where all are −inf
    return probabilities


def one_hot(labels: Labels, K: int) -> Labels:
    r"""A row for each label, with 1 in the column of its class and 0 elsewhere.

    .. math:: Y_{ik} = [k = y_i]

    Parameters
    ----------
    labels : ndarray of shape (n,), integers 0 … K − 1 of any width, n >= 1
        Classes.
    K : int >= 1
        Number of classes, also those that no label names.

    Returns
    -------
    ndarray of shape (n, K), int64
        One row per label.

    Raises
    ------
    ValueError
        If ``labels`` is no vector of n >= 1 integers, or a label is below 0 or above K − 1.

    References
    ----------
    Lecture notes 001, line 479.

    Examples
    --------
    >>> one_hot(np.array([2, 0]), 4)
    array([[0, 0, 1, 0],
           [1, 0, 0, 0]])
    """
    labels = _checked_labels(labels, K)
    rows = np.arange(len(labels))
    hot = np.zeros((len(labels), K), dtype=np.int64)
    hot[rows, labels] = 1
    return hot


def cross_entropy_from_logits(labels: Labels, logits: Array) -> float:
    r"""Mean cross entropy of labels and logits.

    .. math:: L = -\frac1n \sum_{i=1}^{n} \ln p_{i, y_i}
              = \frac1n \sum_{i=1}^{n} \Bigl(\ln \sum_{k=1}^{K} e^{z_{ik}} - z_{i, y_i}\Bigr)

    Parameters
    ----------
    labels : ndarray of shape (n,), integers 0 … K − 1 of any width
        True classes y.
    logits : ndarray of shape (n, K), n, K >= 1
        Scores z. An entry may be ``-inf``; no entry is ``+inf`` or NaN.

    Returns
    -------
    float
        The loss, in nats. It is infinite if the logit of a true class is ``-inf``, also where the whole row is.

    Raises
    ------
    ValueError
        If ``logits`` has not the shape (n, K), or ``labels`` is not a vector of n integers from 0 to K − 1.

    Notes
    -----
    The logarithm is taken on paper: a probability that underflows to 0 has a finite logarithm. Both terms are
    measured from the largest logit of the row, because the difference of two large numbers has few digits left.

    References
    ----------
    Lecture notes 001, lines 500 to 512; 002, line 102. PyTorch takes the logits first.

    Examples
    --------
    >>> round(cross_entropy_from_logits(np.array([0, 1]), np.array([[8.0, 8.0], [0.0, np.log(3.0)]])), 6)
    0.490415
    >>> cross_entropy_from_logits(np.array([1]), np.array([[1000.0, 0.0, -1000.0]]))
    1000.0
    """
    logits = _checked_logits(logits)
    n, K = logits.shape
    labels = _checked_labels(labels, K, n)
    shifted = _shifted(logits, _top(logits, axis=1))  # the largest of each row is 0
    totals = np.exp(shifted).sum(axis=1)  # (n,), at least 1, or 0 where a whole row is −inf
    losses = np.log(np.maximum(totals, 1)) - shifted[np.arange(n), labels]
    return float(losses.mean())


def gradient_logits(labels: Labels, logits: Array) -> Array:
    r"""Gradient of the mean cross entropy with respect to the logits.

    .. math:: \frac{\partial L}{\partial z_{ik}} = \frac1n \bigl(p_{ik} - [k = y_i]\bigr)

    Parameters
    ----------
    labels : ndarray of shape (n,), integers 0 … K − 1 of any width
        True classes y.
    logits : ndarray of shape (n, K), n, K >= 1
        Scores z. An entry may be ``-inf``; no entry is ``+inf`` or NaN.

    Returns
    -------
    ndarray of shape (n, K)
        The gradient. Each row with a finite logit sums to 0.

    Raises
    ------
    ValueError
        If ``logits`` has not the shape (n, K), or ``labels`` is not a vector of n integers from 0 to K − 1.

    References
    ----------
    Lecture notes 001, line 516, for one sample.

    Examples
    --------
    >>> gradient_logits(np.array([0, 1]), np.array([[8.0, 8.0], [0.0, np.log(3.0)]]))
    array([[-0.25 ,  0.25 ],
           [ 0.125, -0.125]])
    """
    logits = _checked_logits(logits)
    n, K = logits.shape
    labels = _checked_labels(labels, K, n)
    gradient: Array = _errors(labels, logits) / n
    return gradient


def fit(X: Array, labels: Labels, K: int, lr: float, steps: int) -> tuple[Array, Array]:
    r"""Gradient descent on the mean cross entropy, from zero weights.

    .. math:: W \leftarrow W - \eta \frac{\partial L}{\partial W}, \qquad
              b \leftarrow b - \eta \frac{\partial L}{\partial b}

    With :math:`G = \partial L / \partial Z` of ``gradient_logits`` the derivatives are :math:`X^\top G` and the sum
    of the rows of G.

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples.
    labels : ndarray of shape (n,), integers 0 … K − 1 of any width
        True classes.
    K : int >= 1
        Number of classes, also those that no label names.
    lr : float
        Learning rate η.
    steps : int >= 0
        Number of steps. Each uses all samples.

    Returns
    -------
    W : ndarray of shape (d, K)
        Weights.
    b : ndarray of shape (K,)
        Biases.

    Raises
    ------
    ValueError
        If ``X`` has not the shape (n, d), or ``labels`` is not a vector of n integers from 0 to K − 1.

    Notes
    -----
    The columns of W sum to 0 at every step, and so does b, because each row of G does. With K = 2 and half the
    learning rate the difference of the two columns takes the steps of logistic regression.

    References
    ----------
    Lecture notes 000, lines 141 to 154; 001, line 516.

    Examples
    --------
    >>> W, b = fit(np.array([[-2.0], [2.0]]), np.array([0, 1]), 2, lr=1.0, steps=1)
    >>> W, b
    (array([[-1.,  1.]]), array([0., 0.]))
    """
    X = _checked_samples(X)
    n, d = X.shape
    labels = _checked_labels(labels, K, n)
    W, b = np.zeros((d, K), dtype=X.dtype), np.zeros(K, dtype=X.dtype)
    for _ in range(steps):
        errors = _errors(labels, X @ W + b) / n  # (n, K)
        W = W - float(lr) * (X.T @ errors)
        b = b - float(lr) * errors.sum(axis=0)
    return W, b


def predict(X: Array, W: Array, b: Array) -> Labels:
    r"""The most probable class of each sample.

    .. math:: \hat y_i = \operatorname{argmax}_k \, (X W + b)_{ik}

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples.
    W : ndarray of shape (d, K), K >= 1
        Weights.
    b : ndarray of shape (K,)
        Biases.

    Returns
    -------
    ndarray of shape (n,), integers
        Classes. Among equal logits the smallest class counts.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Notes
    -----
    The softmax keeps the order of the logits, so none is taken: probabilities of two logits may round to one
    number, and would make a tie of what is none.

    References
    ----------
    Lecture notes 001, line 496; 002, line 93.

    Examples
    --------
    >>> predict(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.0, 2.0], [3.0, 3.0]]), np.zeros(2))
    array([1, 0])
    """
    X, W, b = _checked_samples(X), _real(W), _real(b)
    if W.ndim != 2 or W.shape[0] != X.shape[1] or W.shape[1] == 0 or b.shape != W.shape[1:]:
        raise ValueError(
            f"W must have shape (d, K) and b shape (K,), with d = {X.shape[1]}, got {W.shape} and {b.shape}"
        )
    logits = X @ W + b  # (n, K)
    classes: Labels = logits.argmax(axis=1)
    return classes


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers and booleans of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _top(z: Array, axis: int) -> Array:
    """The largest entry of each slice, with the axis kept, and 0 where it is −inf: −inf − (−inf) would be NaN."""
    top: Array = z.max(axis=axis, keepdims=True)
    top[top == -np.inf] = 0
    return top


def _shifted(z: Array, top: Array) -> Array:
    """z − top, which is at most 0, without a warning where it is below all floats and becomes −inf."""
    with np.errstate(over="ignore"):
        shifted: Array = z - top
    return shifted


def _errors(labels: Labels, logits: Array) -> Array:
    """Probabilities minus one-hot labels, shape (n, K), of labels that fit."""
    weights = np.exp(_shifted(logits, _top(logits, axis=1)))
    totals = weights.sum(axis=1, keepdims=True)  # (n, 1)
    errors: Array = weights / np.maximum(totals, 1)
    errors[np.arange(len(labels)), labels] -= 1
    return errors


def _checked_logits(logits: ArrayLike) -> Array:
    logits = _real(logits)
    if logits.ndim != 2 or logits.size == 0:
        raise ValueError(f"logits must have shape (n, K) with n, K >= 1, got {logits.shape}")
    return logits


def _checked_samples(X: ArrayLike) -> Array:
    X = _real(X)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must have shape (n, d) with n >= 1, got {X.shape}")
    return X


def _checked_labels(labels: ArrayLike, K: int, n: int | None = None) -> Labels:
    """Labels as an array: integers from 0 to K − 1, n of them where n is given."""
    labels = np.asarray(labels)
    if labels.ndim != 1 or labels.size == 0 or (n is not None and len(labels) != n):
        raise ValueError(f"labels must be a vector with one label per sample, got shape {labels.shape}")
    if not np.issubdtype(labels.dtype, np.integer) or labels.min() < 0 or labels.max() >= K:
        raise ValueError(f"labels must be integers from 0 to K - 1 = {K - 1}, got {labels}")
    return labels
