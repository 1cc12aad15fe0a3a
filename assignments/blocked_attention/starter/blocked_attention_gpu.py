"""Attention without the matrix of scores on a GPU: write the function below, and make it fast.

``B`` sequences, ``H`` heads, ``Tq`` queries, ``Tk`` keys. README.md has the formulas, an example to redo by hand, and
what the clock will see. Return a new tensor; do not change the ones you are given.
PyTorch and Triton are allowed, a library call that has the whole exercise ready is not.
"""

from __future__ import annotations

import torch


def blocked_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    r"""Weighted means of the values, with weights from the fit of queries and keys.

    .. math::

        S_{ij} = \frac{q_i \cdot k_j}{\sqrt{d}}, \qquad
        o_i = \frac{\sum_j e^{S_{ij}} v_j}{\sum_j e^{S_{ij}}}

    for every head of every sequence.

    Parameters
    ----------
    q : tensor of shape (B, H, Tq, d), Tq >= 1, bfloat16, float16, float32 or float64
        Queries. All entries of q, k and v are finite.
    k : tensor of shape (B, H, Tk, d), Tk >= 1
        Keys; of the same dtype and on the same device, as are the values.
    v : tensor of shape (B, H, Tk, dv)
        Values.

    Returns
    -------
    tensor of shape (B, H, Tq, dv)
        On the device of q, k and v and of their dtype.

    Raises
    ------
    ValueError
        If the shapes of q, k and v do not fit each other.

    Notes
    -----
    Beyond the result, memory must not grow with Tq * Tk. Scores may be of any size that float32 holds, and one
    may exceed all others by thousands. Inputs of 16 bits are multiplied as they are, but scores, sums and means are
    kept in float32 until the result is rounded, once.

    References
    ----------
    M. Milakov, N. Gimelshein: Online normalizer calculation for softmax, 2018. T. Dao et al.: FlashAttention,
    NeurIPS 2022, section 3.1. T. Dao: FlashAttention-2, 2023, section 3. Lecture notes 003:96 and 004:442 have
    attention itself.

    Examples
    --------
    Scores log 1, log 3 and log 4, and so the weights 1/8, 3/8 and 4/8:

    >>> q, k = torch.tensor([[[[1.0]]]]), torch.tensor([[[[1.0], [3.0], [4.0]]]]).log()
    >>> v = torch.tensor([[[[8.0, 0.0], [0.0, 8.0], [16.0, 8.0]]]])
    >>> blocked_attention(q, k, v)
    tensor([[[[9., 7.]]]])
    """
    raise NotImplementedError
