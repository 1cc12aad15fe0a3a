"""Attention: write the seven functions below, in PyTorch.

``B`` sequences of ``T`` places with ``D`` features, ``n`` heads; a mask is True where a query may attend. README.md
has the formulas and an example to redo by hand. Return new tensors; do not change the ones you are given.
"""

from __future__ import annotations

import torch  # noqa: F401 - you will need it
from torch import Tensor


def scaled_dot_product_attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    r"""Weighted means of the values, with weights from the fit of queries and keys.

    .. math::

        S_{ij} = \frac{q_i \cdot k_j}{\sqrt{d}}, \qquad
        A_{ij} = \frac{e^{S_{ij}}}{\sum_{l \in \mathrm{allowed}(i)} e^{S_{il}}}
        \text{ for } j \in \mathrm{allowed}(i), \text{ else } 0, \qquad
        o_i = \sum_j A_{ij} v_j

    Parameters
    ----------
    q : Tensor of shape (..., Tq, d)
        Queries.
    k : Tensor of shape (..., Tk, d)
        Keys.
    v : Tensor of shape (..., Tk, dv)
        Values. The leading axes of all three are the same.
    mask : bool Tensor that broadcasts to (..., Tq, Tk), optional
        True where query i may attend to key j. It has two axes or more: (Tq, Tk), (1, Tk), (Tq, 1) and (B, 1, 1, Tk)
        are legal shapes. Without a mask every query may attend to every key.

    Returns
    -------
    Tensor of shape (..., Tq, dv)
        In the dtype of the inputs. A query that may attend to nothing gets zeros, and passes zeros back in
        the gradient.

    Notes
    -----
    A dot product of d independent terms of variance 1 has variance d; the root brings the scores back to
    variance 1, so that the softmax neither saturates nor loses its gradient as d grows. Scores may be of any
    size, also below -1e9. Cost: O(Tq Tk (d + dv)) time, O(Tq Tk) memory, per leading index.

    References
    ----------
    A. Vaswani et al.: Attention Is All You Need, NeurIPS 2017, equation 1. Lecture notes 004:414-421,
    003:90-96 (the mask, misprinted).

    Examples
    --------
    Scores ln 1, ln 3, ln 4 and ln 5, ln 2, ln 1, so weights (1, 3, 4)/8 and (5, 2, 1)/8:

    >>> q = torch.tensor([[2.0, 0.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0]])
    >>> k = torch.tensor([[1.0, 5.0, 1.0, 1.0], [3.0, 2.0, 1.0, 1.0], [4.0, 1.0, 1.0, 1.0]]).log()
    >>> v = torch.tensor([[8.0, 0.0], [0.0, 8.0], [16.0, 8.0]])
    >>> scaled_dot_product_attention(q, k, v).round(decimals=4)
    tensor([[9., 7.],
            [7., 3.]])
    >>> mask = torch.tensor([[True, True, False], [False, False, False]])
    >>> scaled_dot_product_attention(q, k, v, mask).round(decimals=4)
    tensor([[2., 6.],
            [0., 0.]])
    """
    raise NotImplementedError


def causal_mask(T: int) -> Tensor:
    r"""Which places of a text each place may look at: itself and those before it.

    .. math:: M_{ij} = (j \le i)

    Parameters
    ----------
    T : int >= 1
        Places of the text.

    Returns
    -------
    bool Tensor of shape (T, T)
        Row i belongs to query i, column j to key j; True where attention is allowed.

    Notes
    -----
    With this mask one pass over a text trains all its predictions at once: the output at place i does not depend on
    later places.

    References
    ----------
    Vaswani et al. 2017, section 3.2.3. Lecture notes 003:90-104.

    Examples
    --------
    >>> causal_mask(3)
    tensor([[ True, False, False],
            [ True,  True, False],
            [ True,  True,  True]])
    """
    raise NotImplementedError


def padding_mask(lengths: Tensor, T: int) -> Tensor:
    r"""Which places of each sequence hold something, and not padding.

    .. math:: M_{b,1,1,j} = (j < \mathrm{lengths}_b), \qquad j = 0, \dots, T - 1

    Parameters
    ----------
    lengths : Tensor of shape (B,), integers of any width, values in [0, T]
        How many places of each sequence are real; padding comes after them.
    T : int >= 1
        Places with padding.

    Returns
    -------
    bool Tensor of shape (B, 1, 1, T)
        True where a key may be attended to. The axes of length 1 stand for all heads and all queries, so that
        the mask broadcasts against scores (B, n, Tq, T).

    Raises
    ------
    ValueError
        If a length is negative or larger than T.

    Notes
    -----
    Only keys are masked. The result at a padded *query* does not matter, because the loss ignores it.

    References
    ----------
    Not in the lecture notes; the padding itself 004:310-316.

    Examples
    --------
    >>> padding_mask(torch.tensor([2, 0, 3]), 3)[:, 0, 0]
    tensor([[ True,  True, False],
            [False, False, False],
            [ True,  True,  True]])
    """
    raise NotImplementedError


def multi_head_attention(
    x: Tensor, Wq: Tensor, Wk: Tensor, Wv: Tensor, Wo: Tensor, n_heads: int, mask: Tensor | None = None
) -> Tensor:
    r"""Self-attention by several heads, each with its own share of the projections.

    With :math:`Q = x W_q`, :math:`K = x W_k`, :math:`V = x W_v`, each cut along its last axis into ``n_heads``
    blocks of neighbouring columns, :math:`Q = [Q_1, \dots, Q_n]` and so on:

    .. math::

        Z_i = \mathrm{Attention}(Q_i, K_i, V_i), \qquad
        \mathrm{output} = [Z_1, \dots, Z_n]\, W_o

    Parameters
    ----------
    x : Tensor of shape (B, T, D)
        Sequences.
    Wq, Wk : Tensor of shape (D, n d)
        Projections to queries and keys, all heads side by side; ``d`` is the size of one head.
    Wv : Tensor of shape (D, n dv)
        Projection to values.
    Wo : Tensor of shape (n dv, O)
        Mixes the heads.
    n_heads : int >= 1
        Heads, the n of the formula.
    mask : bool Tensor that broadcasts to (B, n, T, T), optional
        True where a query may attend to a key. A mask of three axes is (n, T, T), one per head, also where B = n.

    Returns
    -------
    Tensor of shape (B, T, O)
        In the dtype of the inputs.

    Raises
    ------
    ValueError
        If ``n_heads`` is below 1 or does not divide the columns of ``Wq`` or of ``Wv``.

    Notes
    -----
    One head has one weight for each pair of words. Several heads have several weights for each pair, at the cost of
    one head, since each works in fewer dimensions. Cost: O(BT(D + O)(d + dv)n + BT²(d + dv)n).

    References
    ----------
    Vaswani et al. 2017, section 3.2.2. Lecture notes 003:98, 004:425-427, 004:449 (misprinted).

    Examples
    --------
    Two heads of size 1; x is the identity, so that Q, K, V are the weights themselves:

    >>> x = torch.eye(2)[None]
    >>> Wq, Wk = torch.eye(2), torch.tensor([[1.0, 3.0], [2.0, 1.0]]).log()
    >>> Wv, Wo = torch.tensor([[6.0, 4.0], [12.0, 8.0]]), torch.tensor([[1.0, 0.0, 1.0], [0.0, 1.0, -1.0]])
    >>> multi_head_attention(x, Wq, Wk, Wv, Wo, 2).round(decimals=4)
    tensor([[[10.,  6.,  4.],
             [ 9.,  5.,  4.]]])
    >>> multi_head_attention(x, Wq, Wk, Wv, Wo, 2, causal_mask(2)).round(decimals=4)
    tensor([[[6., 4., 2.],
             [9., 5., 4.]]])
    """
    raise NotImplementedError


def cross_attention(
    x: Tensor,
    memory: Tensor,
    Wq: Tensor,
    Wk: Tensor,
    Wv: Tensor,
    Wo: Tensor,
    n_heads: int,
    mask: Tensor | None = None,
) -> Tensor:
    r"""Attention of one sequence to another: queries from ``x``, keys and values from ``memory``.

    .. math::

        Q = x W_q, \qquad K = \mathrm{memory}\, W_k, \qquad V = \mathrm{memory}\, W_v

    and from there as in `multi_head_attention`.

    Parameters
    ----------
    x : Tensor of shape (B, Tq, D)
        The sequences that the queries come from, such as the decoder's.
    memory : Tensor of shape (B, Tk, M)
        The sequences that the keys and values come from, such as the encoder's output.
    Wq : Tensor of shape (D, n d)
        Projection to queries, all heads side by side.
    Wk : Tensor of shape (M, n d)
        Projection to keys.
    Wv : Tensor of shape (M, n dv)
        Projection to values.
    Wo : Tensor of shape (n dv, O)
        Mixes the heads.
    n_heads : int >= 1
        Heads.
    mask : bool Tensor that broadcasts to (B, n, Tq, Tk), optional
        True where a query may attend to a key. A mask of three axes is (n, Tq, Tk), one per head, also where B = n.

    Returns
    -------
    Tensor of shape (B, Tq, O)
        One output per place of ``x``, in the dtype of the inputs.

    Raises
    ------
    ValueError
        If ``n_heads`` is below 1 or does not divide the columns of ``Wq`` or of ``Wv``.

    Notes
    -----
    The order of the memory does not count: permuting its places changes nothing. Cost: O(B Tq Tk (d + dv) n)
    besides the projections.

    References
    ----------
    Vaswani et al. 2017, section 3.2.3. Lecture notes 003:88, 003:100.

    Examples
    --------
    One query; keys and values as in `multi_head_attention`. The memory is wider than x:

    >>> memory = torch.tensor([[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]])
    >>> Wk = torch.tensor([[1.0, 3.0], [2.0, 1.0], [7.0, 7.0]]).log()
    >>> Wv = torch.tensor([[6.0, 4.0], [12.0, 8.0], [7.0, 7.0]])
    >>> Wo = torch.tensor([[1.0, 0.0, 1.0], [0.0, 1.0, -1.0]])
    >>> cross_attention(torch.ones(1, 1, 2), memory, torch.eye(2), Wk, Wv, Wo, 2).round(decimals=4)
    tensor([[[10.,  5.,  5.]]])
    """
    raise NotImplementedError


def image_attention(Q: Tensor, K: Tensor, V: Tensor) -> Tensor:
    r"""Attention between the places of one image, in the column layout of the lecture.

    .. math::

        P = \frac{Q^\top K}{\sqrt{C'}} \in \mathbb{R}^{N \times N}, \qquad
        A_{ab} = \frac{e^{P_{ab}}}{\sum_{l=1}^{N} e^{P_{al}}}, \qquad
        F_a = \sum_{b=1}^{N} A_{ab} V_b

    Here :math:`V_b` and :math:`F_a` are *columns*.

    Parameters
    ----------
    Q, K, V : Tensor of shape (C', N)
        Queries, keys and values, one column per place.

    Returns
    -------
    Tensor of shape (C', N)
        Column a is the weighted mean of the values for place a. In the dtype of the inputs.

    Notes
    -----
    There is no batch axis and no mask. Cost: O(N² C').

    References
    ----------
    Lecture notes 004:441-445.

    Examples
    --------
    Weights (1, 3)/4 for the first place and (4, 1)/5 for the second:

    >>> Q = torch.tensor([[2.0, 0.0], [0.0, 2.0], [0.0, 0.0], [0.0, 0.0]])
    >>> K = torch.tensor([[1.0, 3.0], [4.0, 1.0], [1.0, 1.0], [1.0, 1.0]]).log()
    >>> V = torch.tensor([[20.0, 0.0], [0.0, 20.0], [20.0, 40.0], [0.0, 4.0]])
    >>> image_attention(Q, K, V).round(decimals=4)
    tensor([[ 5.0000, 16.0000],
            [15.0000,  4.0000],
            [35.0000, 24.0000],
            [ 3.0000,  0.8000]])
    """
    raise NotImplementedError


def image_self_attention(I: Tensor, Wq: Tensor, Wk: Tensor, Wv: Tensor) -> Tensor:  # noqa: E741
    r"""Self-attention over an image: every pixel (or patch) attends to every pixel.

    The image is laid out as a matrix of :math:`N = H W` columns, row of pixels after row of pixels. With

    .. math:: Q = W_q I, \qquad K = W_k I, \qquad V = W_v I

    the columns attend to each other as in `image_attention`, and the result is an image again.

    Parameters
    ----------
    I : Tensor of shape (C, H, W)
        An image, or the features of its patches.
    Wq, Wk, Wv : Tensor of shape (C', C)
        Projections, applied from the left.

    Returns
    -------
    Tensor of shape (C', H, W)
        In the dtype of the inputs.

    Notes
    -----
    Without an encoding of positions attention does not depend on where a pixel lies: shuffling the pixels
    shuffles the result and changes nothing else. Cost: O(N² C' + N C C').

    References
    ----------
    Lecture notes 004:435-445.

    Examples
    --------
    An image of one row with two pixels whose matrix is the identity, so that Q, K, V are the weights:

    >>> Wq = torch.tensor([[2.0, 0.0], [0.0, 2.0], [0.0, 0.0], [0.0, 0.0]])
    >>> Wk = torch.tensor([[1.0, 3.0], [4.0, 1.0], [1.0, 1.0], [1.0, 1.0]]).log()
    >>> Wv = torch.tensor([[20.0, 0.0], [0.0, 20.0], [20.0, 40.0], [0.0, 4.0]])
    >>> image_self_attention(torch.eye(2).reshape(2, 1, 2), Wq, Wk, Wv)[:, 0].round(decimals=4)
    tensor([[ 5.0000, 16.0000],
            [15.0000,  4.0000],
            [35.0000, 24.0000],
            [ 3.0000,  0.8000]])
    """
    raise NotImplementedError
