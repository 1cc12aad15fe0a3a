r"""Softmax over the rows of a large matrix on a GPU: one read, one write.

A GPU does dozens of operations in the time in which its memory delivers one number, so a softmax takes as long as its
passes. Written as operations on whole matrices it takes eight. A kernel of one's own takes two, for a row fits the
registers of a few hundred threads: it is read once, everything happens there, and it is written once.

======  ==========================================================
letter  meaning
======  ==========================================================
``n``   rows: samples, queries, places
``k``   columns: classes, keys, words
======  ==========================================================

How do I …

* keep a row from seeing some columns: put ``-inf`` there;
* run it without a GPU or without Triton: hand in a tensor that lies on the CPU.
"""

# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-def,untyped-decorator"
# Triton has no types, and is missing where there is no GPU.

from __future__ import annotations

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None

WIDEST = 1 << 15
"""Columns of the widest row that a kernel holds at once: 32 numbers for each of 1024 threads."""


def row_softmax(x: torch.Tensor) -> torch.Tensor:
    r"""Every row turned into positive weights that sum to 1.

    .. math::

        p_{ij} = \frac{e^{x_{ij}}}{\sum_{l=1}^{k} e^{x_{il}}}

    Parameters
    ----------
    x : tensor of shape (n, k), n >= 1, k >= 1, float32 or float64
        Logits. An entry may be ``-inf``: its weight is 0. No entry is ``+inf`` or NaN.

    Returns
    -------
    tensor of shape (n, k)
        A new tensor on the device of x and of its dtype. A row that is ``-inf`` throughout has nothing to share
        out and gives zeros.

    Raises
    ------
    ValueError
        If x is not a matrix.

    Notes
    -----
    Adding a constant to a row changes nothing, since its exponential cancels. Finite logits may be as large as
    the dtype allows.

    References
    ----------
    I. Goodfellow, Y. Bengio, A. Courville: Deep Learning, section 4.1 (overflow and underflow). P. Tillet,
    H. T. Kung, D. Cox: Triton, MAPL 2019 (kernels on blocks). Lecture notes 001:485, 002:85 and 004:202 have the
    function, without its stable form.

    Examples
    --------
    >>> row_softmax(torch.tensor([[1.0, 3.0, 4.0], [5.0, 5.0, 10.0]]).log())
    tensor([[0.1250, 0.3750, 0.5000],
            [0.2500, 0.2500, 0.5000]])
    >>> row_softmax(torch.tensor([[-torch.inf, 7.0, -torch.inf], [-torch.inf, -torch.inf, -torch.inf]]))
    tensor([[0., 1., 0.],
            [0., 0., 0.]])
    """
    if x.ndim != 2:
        raise ValueError(f"x must be a matrix, got the shape {tuple(x.shape)}")
    if triton is not None and x.is_cuda and x.shape[1] <= WIDEST:
        return _in_registers(x.contiguous())
    return _in_place(x)


def _in_place(x: torch.Tensor) -> torch.Tensor:
    """Operations on whole matrices: eight passes, but all in the memory of the result."""
    top = x.amax(dim=1, keepdim=True)  # (n, 1)
    top.masked_fill_(top == -torch.inf, 0)  # -inf - (-inf) would be NaN; exp(-inf - 0) is 0
    p = (x - top).exp_()
    # The largest entry has become exp(0) = 1, so a sum below 1 is the 0 of a row without any weight.
    p /= p.sum(dim=1, keepdim=True).clamp_(min=1)
    return p


def _in_registers(x: torch.Tensor) -> torch.Tensor:
    """One program of the kernel for each row."""
    n, k = x.shape
    p = torch.empty_like(x)
    width = triton.next_power_of_2(k)
    _softmax_of_a_row[(n,)](x, p, k, WIDTH=width, num_warps=min(max(width // 512, 1), 32))
    return p


if triton is not None:

    @triton.jit
    def _softmax_of_a_row(x, p, k, WIDTH: tl.constexpr):
        """The same steps on one row; ``WIDTH`` is the power of 2 from ``k`` on."""
        column = tl.arange(0, WIDTH)
        place = tl.program_id(0).to(tl.int64) * k + column
        logits = tl.load(x + place, mask=column < k, other=-float("inf"))  # the only read
        top = tl.max(logits, axis=0)
        weights = tl.exp(logits - tl.where(top == -float("inf"), 0.0, top))
        total = tl.maximum(tl.sum(weights, axis=0), 1.0)
        tl.store(p + place, weights / total, mask=column < k)  # the only write
