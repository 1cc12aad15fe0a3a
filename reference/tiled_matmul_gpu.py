r"""A matrix product in tiles on a GPU: numbers of 16 bits, sums of 32.

The matrix units of a GPU multiply small matrices of 16 bits faster than any memory delivers them. So what has been read
must serve many products: a tile of the result needs its rows of A and its columns of B once, and holds its sums in
registers. Programs that run at the same time work on neighbouring tiles, so that they find most of what they read in
the cache.

======  ==========================================================
letter  meaning
======  ==========================================================
``n``   rows of A and of the product
``k``   columns of A and rows of B: the length of the sums
``m``   columns of B and of the product
======  ==========================================================

How do I …

* run it without a GPU or without Triton: hand in tensors that lie on the CPU.
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

ROWS, COLUMNS, DEPTH = 128, 256, 64
"""A tile of the product, and how much of the sums is read at a time: 48 kB of A and B, of which three fit one
multiprocessor."""
GROUP = 8
"""Tiles below each other that are worked on together."""


def tiled_matmul(A: torch.Tensor, B: torch.Tensor) -> torch.Tensor:
    r"""The product of two matrices, by a kernel of one's own.

    .. math:: C_{ij} = \sum_{p=1}^{k} A_{ip} B_{pj}

    Parameters
    ----------
    A : tensor of shape (n, k), n >= 1, k >= 1, bfloat16, float16, float32 or float64
    B : tensor of shape (k, m), m >= 1
        Of the same dtype and on the same device.

    Returns
    -------
    tensor of shape (n, m)
        On the device of A and B. Numbers of 16 bits are summed in float32, and the result is float32; float32 and
        float64 are kept.

    Raises
    ------
    ValueError
        If A and B are not matrices that fit each other.

    Notes
    -----
    No product of matrices of a library may be called, except that of two tiles in a kernel.

    References
    ----------
    P. Tillet, H. T. Kung, D. Cox: Triton, MAPL 2019 (products in tiles, and the order of the tiles). Lecture notes
    001:120-292 have the product itself.

    Examples
    --------
    >>> A, B = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), torch.tensor([[1.0, 0.0], [0.0, 1.0], [10.0, 100.0]])
    >>> tiled_matmul(A, B)
    tensor([[ 31., 302.],
            [ 64., 605.]])
    """
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
        raise ValueError(
            f"A and B must be (n, k) and (k, m) and fit, got {tuple(A.shape)} and {tuple(B.shape)}"
        )
    if triton is not None and A.is_cuda and A.element_size() == 2:
        return _on_chip(A.contiguous(), B.contiguous())
    return _in_steps(A, B)


def _in_steps(A: torch.Tensor, B: torch.Tensor) -> torch.Tensor:
    """A column of A and a row of B after the other: right everywhere, and slow."""
    wide = torch.promote_types(A.dtype, torch.float32)
    A, B = A.to(wide), B.to(wide)
    C = A.new_zeros(A.shape[0], B.shape[1])
    for p in range(A.shape[1]):
        C.addcmul_(A[:, p : p + 1], B[p : p + 1])
    return C


def _on_chip(A: torch.Tensor, B: torch.Tensor) -> torch.Tensor:
    """One program of the kernel for each tile of the product."""
    (n, k), m = A.shape, B.shape[1]
    C = torch.empty(n, m, dtype=torch.float32, device=A.device)
    _product_of_a_tile[(triton.cdiv(n, ROWS) * triton.cdiv(m, COLUMNS),)](
        A, B, C, n, k, m, ROWS=ROWS, COLUMNS=COLUMNS, DEPTH=DEPTH, GROUP=GROUP, num_warps=8, num_stages=3
    )
    return C


if triton is not None:

    @triton.jit
    def _product_of_a_tile(
        A, B, C, n, k, m, ROWS: tl.constexpr, COLUMNS: tl.constexpr, DEPTH: tl.constexpr, GROUP: tl.constexpr
    ):
        """A tile of C. Tiles are numbered down a group, then to the right: neighbours share what they read."""
        down, right = tl.cdiv(n, ROWS), tl.cdiv(m, COLUMNS)
        group = tl.program_id(0) // (GROUP * right)
        height = tl.minimum(down - group * GROUP, GROUP)  # the last group may be lower
        within = tl.program_id(0) % (GROUP * right)
        row = (group * GROUP + within % height) * ROWS + tl.arange(0, ROWS)
        column = within // height * COLUMNS + tl.arange(0, COLUMNS)
        row, column = row.to(tl.int64), column.to(tl.int64)
        step = tl.arange(0, DEPTH)
        sums = tl.zeros((ROWS, COLUMNS), tl.float32)
        for start in range(0, k, DEPTH):
            inner = start + step
            held = (row < n)[:, None] & (inner < k)[None, :]
            left = tl.load(A + row[:, None] * k + inner[None, :], mask=held, other=0.0)
            held = (inner < k)[:, None] & (column < m)[None, :]
            right_part = tl.load(B + inner[:, None] * m + column[None, :], mask=held, other=0.0)
            sums += tl.dot(left, right_part)
        tl.store(
            C + row[:, None] * m + column[None, :], sums, mask=(row < n)[:, None] & (column < m)[None, :]
        )
