r"""Softmax over the rows of a large matrix, in the memory of its result.

Softmax does little arithmetic and touches a lot of memory: a matrix of logits larger than the caches is read
and written several times over, and each whole-matrix temporary adds a pass, an allocation, and pages that the
operating system has to hand out first. The result needs a matrix anyway. Everything can happen there.

======  ==========================================================
letter  meaning
======  ==========================================================
``n``   rows: samples, queries, places
``k``   columns: classes, keys, words
======  ==========================================================

How do I …

* take the softmax of a batch of matrices: ``row_softmax(x.reshape(-1, x.shape[-1])).reshape(x.shape)``;
* keep a row from seeing some columns: put ``-inf`` there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def row_softmax(x: Array) -> Array:
    r"""Every row turned into positive weights that sum to 1.

    .. math::

        p_{ij} = \frac{e^{x_{ij}}}{\sum_{l=1}^{k} e^{x_{il}}}

    Parameters
    ----------
    x : ndarray of shape (n, k), n >= 1, k >= 1
        Logits. An entry may be ``-inf``: its weight is 0. No entry is ``+inf`` or NaN.

    Returns
    -------
    ndarray of shape (n, k)
        A new array. A row that is ``-inf`` throughout has nothing to share out and gives zeros. Floating
        inputs keep their dtype, integers become float64.

    Notes
    -----
    Adding a constant to a row changes nothing, since its exponential cancels. Finite logits may be as large as
    the dtype allows.

    References
    ----------
    I. Goodfellow, Y. Bengio, A. Courville: Deep Learning, section 4.1 (overflow and underflow). Lecture notes
    001:485, 002:85 and 004:202 have the function, without its stable form.

    Examples
    --------
    >>> x = np.log(np.array([[1.0, 3.0, 4.0], [5.0, 5.0, 10.0]]))
    >>> np.round(row_softmax(x), 6)
    array([[0.125, 0.375, 0.5  ],
           [0.25 , 0.25 , 0.5  ]])
    >>> row_softmax(np.array([[-np.inf, 7.0, -np.inf], [-np.inf, -np.inf, -np.inf]]))
    array([[0., 1., 0.],
           [0., 0., 0.]])
    """
    top = x.max(axis=1, keepdims=True)  # (n, 1)
    top[top == -np.inf] = 0  # -inf - (-inf) would be NaN; -inf - 0 is -inf, and its exponential 0
    out: Array = np.subtract(x, top, dtype=np.result_type(x.dtype, 1.0))  # (n, k), the only large array
    np.exp(out, out=out)
    # The largest entry has become exp(0) = 1, so a sum below 1 is the 0 of a row without any weight.
    out /= np.maximum(out.sum(axis=1, keepdims=True), 1)
    return out
