r"""How often each of 256 values occurs in a large tensor, on a GPU: one read.

The memory of a GPU delivers a number in less time than a counter in it takes to be raised, and counters that all
threads want to raise at once make them wait. So every program counts what it reads in counters of its own, which lie on
the chip, and adds them to the others once, at its end.

======  ==========================================================
letter  meaning
======  ==========================================================
``N``   numbers in the tensor
======  ==========================================================

How do I …

* get the distribution function, as for the equalisation of an image: ``histogram(x).cumsum(0)``;
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

PART = 4096
"""Numbers that a program of the kernel counts at a time."""
PROGRAMS = 1024
"""Programs at most: several for each of the hundred and more multiprocessors, and few additions at their end."""
BLOCK = 1 << 24
"""Numbers of a block where there is no kernel: 128 MiB as indices."""


def histogram(x: torch.Tensor) -> torch.Tensor:
    r"""The share of each value from 0 to 255.

    .. math::

        h_v = \frac{1}{N} \sum_{i=1}^{N} [x_i = v], \qquad v = 0, \dots, 255

    Parameters
    ----------
    x : tensor of any shape, with 1 to 2**30 entries
        Whole numbers from 0 to 255, of any type for integers or floating-point numbers.

    Returns
    -------
    tensor of shape (256,), float64
        Shares that sum to 1, on the device of x.

    Raises
    ------
    ValueError
        If x has no entry.

    Notes
    -----
    Numbers are not checked, because the program would have to wait for the GPU.

    References
    ----------
    V. Podlozhnyuk: Histogram calculation in CUDA, NVIDIA, 2007. P. Tillet, H. T. Kung, D. Cox: Triton, MAPL 2019
    (kernels on blocks). The lecture notes do not have it.

    Examples
    --------
    >>> h = histogram(torch.tensor([[7, 9, 7], [7, 0, 255]], dtype=torch.uint8))
    >>> h[[0, 7, 9, 255]]
    tensor([0.1667, 0.5000, 0.1667, 0.1667], dtype=torch.float64)
    """
    if x.numel() == 0:
        raise ValueError("x must have at least one entry")
    flat = x.reshape(-1)
    counts = _on_chip(flat) if triton is not None and x.is_cuda else _in_blocks(flat)
    return counts.double() / x.numel()


def _in_blocks(flat: torch.Tensor) -> torch.Tensor:
    """Some numbers at a time as indices of counters."""
    counts = torch.zeros(256, dtype=torch.int64, device=flat.device)
    for start in range(0, flat.numel(), BLOCK):
        counts += torch.bincount(flat[start : start + BLOCK].long(), minlength=256)
    return counts


def _on_chip(flat: torch.Tensor) -> torch.Tensor:
    """So many programs of the kernel that all multiprocessors are busy; each counts every so many parts."""
    counts = torch.zeros(256, dtype=torch.int32, device=flat.device)
    programs = min(PROGRAMS, triton.cdiv(flat.numel(), PART))
    _count_parts[(programs,)](flat, counts, flat.numel(), programs * PART, PART=PART, num_warps=8)
    return counts


if triton is not None:

    @triton.jit
    def _count_parts(x, counts, N, stride, PART: tl.constexpr):
        """One part of every ``stride`` numbers, which are as many as all programs count at a time."""
        first = tl.program_id(0).to(tl.int64) * PART
        value = tl.arange(0, 256)
        own = tl.zeros((256,), tl.int32)
        for start in range(0, N, stride):
            place = first + start + tl.arange(0, PART)
            numbers = tl.load(x + place, mask=place < N, other=0).to(tl.int32)
            own += tl.histogram(numbers, 256)
            beyond = tl.sum((place >= N).to(tl.int32), axis=0)  # read as 0, and not to be counted
            own -= tl.where(value == 0, beyond, 0)
        tl.atomic_add(counts + value, own)
