r"""Attention in blocks: the answer of the whole score matrix, without ever holding it.

Attention of T queries to T keys has T * T scores, and a batch has that many for each of its sequences: a
matrix that grows with the square of the length, is written and read several times, and is thrown away. The
result needs none of it at once. A softmax can be taken block by block, if what was summed so far is rescaled
whenever a larger score turns up; then a block of scores, small enough for the cache, is all there ever is.

==========  ====================================================================
letter      meaning
==========  ====================================================================
``B``       sequences in the batch
``Tq, Tk``  places of the queries; places of keys and values
``d, dv``   size of a query and of a key; size of a value
==========  ====================================================================

How do I …

* attend within one sequence: ``blocked_attention(q, k, v)`` with q, k, v made from the same rows;
* use less memory, or fit another cache: a smaller ``block``. The answer does not change.
"""

from __future__ import annotations

import math

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
    if block < 1:
        raise ValueError(f"block must be at least 1, got {block}")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    out = np.empty((q.shape[0], q.shape[1], v.shape[2]), dtype)
    scale = math.sqrt(q.shape[2])
    for i in range(q.shape[0]):
        for start in range(0, q.shape[1], block):
            queries = q[i, start : start + block] / scale  # (<= block, d): scaled here, and not T * T scores
            out[i, start : start + block] = _attended(queries.astype(dtype, copy=False), k[i], v[i], block)
    return out


def _attended(q: Array, k: Array, v: Array, block: int) -> Array:
    """One block of scaled queries (c, d) against all keys of its sequence: (c, dv)."""
    top = np.full((len(q), 1), -np.inf, q.dtype)  # largest score so far
    total = np.zeros((len(q), 1), q.dtype)  # sum of exp(score - top) so far
    mixed = np.zeros((len(q), v.shape[1]), q.dtype)  # sum of exp(score - top) * value so far
    for start in range(0, len(k), block):
        weights = q @ k[start : start + block].T  # (c, <= block): all the scores there ever are
        higher = np.maximum(top, weights.max(axis=1, keepdims=True))
        weights -= higher
        np.exp(weights, out=weights)
        # What was summed relative to the old maximum counts less now that a larger one is known: exp(S - top)
        # * exp(top - higher) = exp(S - higher). Both exponents are <= 0, and the first block finds exp(-inf) = 0.
        fade = np.exp(top - higher)
        total *= fade
        total += weights.sum(axis=1, keepdims=True)
        mixed *= fade
        mixed += weights @ v[start : start + block]
        top = higher
    mixed /= total
    return mixed
