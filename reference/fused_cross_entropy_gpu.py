r"""The gradient of the cross-entropy on a GPU: two reads and one write.

A GPU does dozens of operations in the time in which its memory delivers one number, so the gradient takes as long as
its passes over the logits. A vocabulary is too wide for the registers of one program. So a kernel reads a row twice:
first for its maximum and its sum together, then for the gradient, which is written at once.

======  ==========================================================
letter  meaning
======  ==========================================================
``n``   rows: samples, or places of a text
``V``   columns: classes, or words of the vocabulary
======  ==========================================================

How do I …

* exclude a class in some rows: put ``-inf`` at its logit;
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

PART = 4096
"""Columns that the kernel holds at once."""
BLOCK = 1 << 22
"""Numbers of a block of rows where there is no kernel."""


def fused_cross_entropy(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    r"""Gradient of the mean cross-entropy with respect to the logits.

    .. math::

        p_{ij} = \frac{e^{z_{ij}}}{\sum_{l=0}^{V-1} e^{z_{il}}}, \qquad
        g_{ij} = \frac{p_{ij} - [j = t_i]}{n}

    Parameters
    ----------
    logits : tensor of shape (n, V), n >= 1, V >= 1, bfloat16, float16, float32 or float64
        The :math:`z_{ij}`. An entry may be ``-inf``, except at the target of its row. No entry is ``+inf`` or NaN.
    targets : tensor of shape (n,), int64
        The class :math:`t_i` of each row, from 0 to V - 1; on the device of the logits.

    Returns
    -------
    tensor of shape (n, V)
        A new tensor on the device of the logits and of their dtype. It is 0 where a logit is ``-inf``.

    Raises
    ------
    ValueError
        If logits is no matrix, or if there is not one target for each row.

    Notes
    -----
    Targets are not checked, because the program would have to wait for the GPU. Logits of 16 bits are read as they
    are, but sums are kept in float32 until the result is rounded, once.

    References
    ----------
    M. Milakov, N. Gimelshein: Online normalizer calculation for softmax, 2018. E. Wijmans et al.: Cut Your Losses
    in Large-Vocabulary Language Models, 2024. Lecture notes 001:485, 002:85 and 002:99 have softmax and
    cross-entropy, 001:516 has the gradient of one row.

    Examples
    --------
    >>> z = torch.tensor([[1.0, 3.0, 4.0], [5.0, 5.0, 10.0]]).log()
    >>> fused_cross_entropy(z, torch.tensor([1, 2]))
    tensor([[ 0.0625, -0.3125,  0.2500],
            [ 0.1250,  0.1250, -0.2500]])
    """
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        found = f"{tuple(logits.shape)} and {tuple(targets.shape)}"
        raise ValueError(f"logits must be (n, V) and targets (n,), got the shapes {found}")
    if triton is not None and logits.is_cuda and logits.itemsize <= 4:
        return _on_chip(logits.contiguous(), targets.contiguous())
    return _in_blocks(logits, targets)


def _in_blocks(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Operations on some rows at a time, in the memory of one block."""
    n, V = logits.shape
    wide = torch.promote_types(logits.dtype, torch.float32)
    out = torch.empty_like(logits, memory_format=torch.contiguous_format)
    rows = max(1, BLOCK // V)
    for start in range(0, n, rows):
        block = logits[start : start + rows].to(wide)
        g = (block - block.amax(dim=1, keepdim=True)).exp_()
        g /= n * g.sum(dim=1, keepdim=True)
        chosen = targets[start : start + rows, None]
        g.scatter_add_(1, chosen, torch.full_like(chosen, -1 / n, dtype=wide))
        out[start : start + rows] = g
    return out


def _on_chip(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """One program of the kernel for each row."""
    n, V = logits.shape
    out = torch.empty_like(logits)
    _gradient_of_a_row[(n,)](
        logits, targets, out, n, V, 1 / n, WIDTH=min(PART, triton.next_power_of_2(V)), num_warps=8
    )
    return out


if triton is not None:

    @triton.jit
    def _gradient_of_a_row(logits, targets, out, n, V, share, WIDTH: tl.constexpr):
        """Maximum and sum in one pass, the gradient in another; ``WIDTH`` columns at a time."""
        row = tl.program_id(0)
        first = row.to(tl.int64) * V
        column = tl.arange(0, WIDTH)
        # Each lane keeps a maximum and a sum of its own, so that lanes meet only once, after the loop.
        top = tl.zeros((WIDTH,), tl.float32) - float("inf")
        total = tl.zeros((WIDTH,), tl.float32)
        for start in range(0, V, WIDTH):
            held = start + column < V
            z = tl.load(logits + first + start + column, mask=held, other=-float("inf")).to(tl.float32)
            higher = tl.maximum(top, z)
            known = tl.where(higher == -float("inf"), 0.0, higher)  # -inf - (-inf) would be NaN
            total = total * tl.exp(top - known) + tl.exp(z - known)
            top = higher
        highest = tl.max(top, axis=0)
        scale = share / tl.sum(total * tl.exp(top - highest), axis=0)
        target = tl.load(targets + row, mask=row < n, other=0)
        for start in range(0, V, WIDTH):
            held = start + column < V
            z = tl.load(logits + first + start + column, mask=held, other=-float("inf")).to(tl.float32)
            g = tl.exp(z - highest) * scale - tl.where(start + column == target, share, 0.0)
            tl.store(out + first + start + column, g, mask=held)
