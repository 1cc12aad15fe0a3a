r"""The k largest entries of each row on a GPU: one read.

A sort moves all entries of a row several times. A kernel that holds a row in registers only has to count: how many
entries reach a number? One count after the other fixes one bit of the k-th largest entry after the other, and none of
them touches the memory.

======  ==========================================================
letter  meaning
======  ==========================================================
``n``   rows: samples, queries, places
``V``   columns: classes, words, scores
``k``   how many entries of each row are wanted
======  ==========================================================

How do I …

* keep only the k best logits: compare them with the last column, ``x >= top_k(x, k)[:, -1:]``;
* run it without a GPU or without Triton: hand in a tensor that lies on the CPU.
"""

# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-def,untyped-decorator"
# Triton has no types, and is missing where there is no GPU.

from __future__ import annotations

import math

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None

WIDEST = 1 << 15
"""Columns of the widest row that a kernel holds at once: 32 numbers for each of 1024 threads."""


def top_k(x: torch.Tensor, k: int) -> torch.Tensor:
    r"""The k largest entries of each row, the largest first.

    Parameters
    ----------
    x : tensor of shape (n, V), n >= 1, V >= 1, float32 or float64
        An entry may be ``-inf``. No entry is NaN.
    k : int
        From 1 to V.

    Returns
    -------
    tensor of shape (n, k)
        A new tensor on the device of x and of its dtype. A number that stands in a row several times counts as
        often.

    Raises
    ------
    ValueError
        If x is no matrix, or if k is below 1 or above V.

    Notes
    -----
    Without a kernel, a row is cut into groups. The k largest entries lie in the k groups whose largest entries are the
    largest, so only these are sorted.

    References
    ----------
    T. Alabi, J. D. Blanchard, B. Gordon, R. Steinbach: Fast k-selection algorithms for graphics processing units,
    2012. P. Tillet, H. T. Kung, D. Cox: Triton, MAPL 2019 (kernels on blocks). The lecture notes do not have it.

    Examples
    --------
    >>> top_k(torch.tensor([[3.0, 9.0, 4.0, 9.0, 1.0], [-5.0, -2.0, -8.0, -6.0, -7.0]]), 3)
    tensor([[ 9.,  9.,  4.],
            [-2., -5., -6.]])
    """
    k = int(k)
    if x.ndim != 2 or not 1 <= k <= x.shape[1]:
        raise ValueError(f"x must be (n, V) and k from 1 to V, got the shape {tuple(x.shape)} and k = {k}")
    if triton is not None and x.is_cuda and x.dtype == torch.float32 and x.shape[1] <= WIDEST:
        found = _in_registers(x.contiguous(), k)
    else:
        found = _of_groups(x, k)
    return found.sort(dim=1, descending=True).values[:, :k].contiguous()


def _of_groups(x: torch.Tensor, k: int) -> torch.Tensor:
    """Entries among which the k largest of each row are."""
    n, V = x.shape
    size = math.isqrt(V // k)  # of a group: the groups and the entries of k groups are then about as many
    if size < 2:
        return x
    whole = V // size * size
    groups = x[:, :whole].reshape(n, -1, size)
    best = groups.amax(dim=2).argsort(dim=1, descending=True)[:, :k]
    kept = groups.gather(1, best[:, :, None].expand(-1, -1, size))
    return torch.cat([kept.flatten(1), x[:, whole:]], dim=1)  # entries beyond fill no group


def _in_registers(x: torch.Tensor, k: int) -> torch.Tensor:
    """One program of the kernel for each row; it works on the bits of the numbers."""
    n, V = x.shape
    found = x.new_empty(n, k)
    width = triton.next_power_of_2(V)
    _select_in_a_row[(n,)](
        x.view(torch.int32), found.view(torch.int32), V, k,
        WIDTH=width, PLACES=triton.next_power_of_2(k), num_warps=min(max(width // 1024, 1), 32),
    )  # fmt: skip
    return found


if triton is not None:

    @triton.jit
    def _select_in_a_row(x, found, V, k, WIDTH: tl.constexpr, PLACES: tl.constexpr):
        """The k largest entries, in any order; ``WIDTH`` and ``PLACES`` are the powers of 2 from ``V`` and ``k`` on."""
        row = tl.program_id(0).to(tl.int64)
        column = tl.arange(0, WIDTH)
        bits = tl.load(
            x + row * V + column, mask=column < V, other=-8388608
        )  # the bits of -inf; the only read
        # Bits of negative numbers, read as integers, grow the wrong way: the key of each number grows with it.
        key = bits ^ ((bits >> 31) & 0x7FFFFFFF)
        enough = tl.sum((key >= 0).to(tl.int32), axis=0) >= k
        least = tl.where(enough, 0, -2147483648).to(
            tl.int32
        )  # the largest number that k keys are known to reach
        bit = 1 << 30
        for _ in range(31):
            reached = tl.sum((key >= least + bit).to(tl.int32), axis=0)
            least = tl.where(reached >= k, least + bit, least)
            bit = bit // 2
        larger = key > least
        place = tl.cumsum(larger.to(tl.int32), axis=0) - 1
        tl.store(found + row * k + place, bits, mask=larger)
        # All other places go to the k-th largest entry itself, which may occur more often than there is room.
        slot = tl.arange(0, PLACES)
        equal = tl.zeros((PLACES,), tl.int32) + (least ^ ((least >> 31) & 0x7FFFFFFF))
        free = (slot >= tl.sum(larger.to(tl.int32), axis=0)) & (slot < k)
        tl.store(found + row * k + slot, equal, mask=free)
