r"""The gradient of the cross-entropy in the logits, in the memory of its result.

A language model chooses among tens of thousands of words at every place, so its matrix of logits is the largest array
of a training step. The loss needs the probabilities, its gradient needs them once more, and the textbook adds a matrix
of targets that is almost everywhere 0. Fused means that none of these is made: the gradient is written where the
exponentials are, and the target of a row is one index.

======  ==========================================================
letter  meaning
======  ==========================================================
``n``   rows: samples, or places of a text
``V``   columns: classes, or words of the vocabulary
======  ==========================================================

How do I …

* pass it on through the last layer ``Z = H @ W + b``: ``H.T @ g`` for W, ``g.sum(axis=0)`` for b, ``g @ W.T`` for H;
* exclude a class in some rows: put ``-inf`` at its logit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def fused_cross_entropy(logits: Array, targets: NDArray[np.integer]) -> Array:
    r"""Gradient of the mean cross-entropy with respect to the logits.

    .. math::

        L = -\frac{1}{n} \sum_{i=1}^{n} \log p_{i t_i}, \qquad
        p_{ij} = \frac{e^{z_{ij}}}{\sum_{l=0}^{V-1} e^{z_{il}}}, \qquad
        \frac{\partial L}{\partial z_{ij}} = \frac{p_{ij} - [j = t_i]}{n}

    Parameters
    ----------
    logits : ndarray of shape (n, V), n >= 1, V >= 1
        The :math:`z_{ij}`. An entry may be ``-inf``, except at the target of its row. No entry is ``+inf`` or NaN.
    targets : ndarray of shape (n,)
        The class :math:`t_i` of each row, a whole number from 0 to V - 1.

    Returns
    -------
    ndarray of shape (n, V)
        A new array. Floating logits keep their dtype, integers become float64. It is 0 where a logit is ``-inf``.

    Raises
    ------
    ValueError
        If logits is no matrix, if there is not one target for each row, or if a target is below 0 or above V - 1.

    Notes
    -----
    The gradient of a row sums to 0. Adding a constant to a row changes nothing, and finite logits may be as
    large as the dtype allows.

    References
    ----------
    I. Goodfellow, Y. Bengio, A. Courville: Deep Learning, sections 4.1 and 6.2.2.3 (softmax units).
    Lecture notes 001:485, 002:85 and 002:99 have softmax and cross-entropy, 001:516 has the gradient of one row.

    Examples
    --------
    >>> z = np.log(np.array([[1.0, 3.0, 4.0], [5.0, 5.0, 10.0]]))
    >>> np.round(fused_cross_entropy(z, np.array([1, 2])), 6)
    array([[ 0.0625, -0.3125,  0.25  ],
           [ 0.125 ,  0.125 , -0.25  ]])
    """
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError(
            f"logits must be (n, V) and targets (n,), got the shapes {logits.shape} and {targets.shape}"
        )
    n, V = logits.shape
    if targets.min() < 0 or targets.max() >= V:
        raise ValueError(
            f"targets must lie from 0 to {V - 1}, got some from {targets.min()} to {targets.max()}"
        )
    top = logits.max(axis=1, keepdims=True)  # (n, 1)
    g: Array = np.subtract(
        logits, top, dtype=np.result_type(logits.dtype, 1.0)
    )  # (n, V), the only large array
    np.exp(g, out=g)
    g /= n * g.sum(axis=1, keepdims=True)  # p / n in one pass
    g[np.arange(n), targets.astype(np.intp)] -= 1 / n  # one entry of each row, no matrix of zeros and ones
    return g
