"""Attention without the matrix of scores: write the function below, and make it fast.

``B`` sequences, ``Tq`` queries, ``Tk`` keys. README.md has the formulas, an example to redo by hand, and what
the clock will see. Return a new array; do not change the ones you are given.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def blocked_attention(q: Array, k: Array, v: Array, block: int = 256) -> Array:
    r"""Weighted means of the values, with weights from the fit of queries and keys.

    .. math::

        S_{ij} = \frac{q_i \cdot k_j}{\sqrt{d}}, \qquad
        o_i = \frac{\sum_j e^{S_{ij}} v_j}{\sum_j e^{S_{ij}}}

    for every sequence of the batch.

    Parameters
    ----------
    q : ndarray of shape (B, Tq, d)
        Queries. All entries of q, k and v are finite.
    k : ndarray of shape (B, Tk, d), Tk >= 1
        Keys.
    v : ndarray of shape (B, Tk, dv)
        Values.
    block : int >= 1
        How many queries and how many keys are looked at together. It sets the memory used, never the answer,
        and need not divide any length.

    Returns
    -------
    ndarray of shape (B, Tq, dv)
        Floating inputs keep their dtype, integers become float64.

    Raises
    ------
    ValueError
        If block is below 1.

    Notes
    -----
    Beyond the result, memory must grow neither with Tq * Tk nor with B. Scores may be of any size that the
    dtype holds, and one may exceed all others by thousands.

    References
    ----------
    M. Milakov, N. Gimelshein: Online normalizer calculation for softmax, 2018. T. Dao et al.: FlashAttention,
    NeurIPS 2022, section 3.1. Lecture notes 003:96 and 004:442 have attention itself.

    Examples
    --------
    Scores log 1, log 3 and log 4, and so the weights 1/8, 3/8 and 4/8:

    >>> q, k = np.array([[[1.0]]]), np.log([[[1.0], [3.0], [4.0]]])
    >>> v = np.array([[[8.0, 0.0], [0.0, 8.0], [16.0, 8.0]]])
    >>> blocked_attention(q, k, v, block=2)
    array([[[9., 7.]]])
    """
    raise NotImplementedError
