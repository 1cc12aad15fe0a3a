r"""Attention in blocks on a GPU: scores that never leave the chip.

Attention of N queries to N keys has N * N scores. A GPU has all products done before so many scores could be
written to memory once, let alone read and written several times. So the blocks of the softmax that goes on from block
to block are made small enough for the registers of one multiprocessor: queries, keys and values are read, results are
written, and nothing else.

==========  ====================================================================
letter      meaning
==========  ====================================================================
``B, H``    sequences in the batch; heads, each of which attends by itself
``Tq, Tk``  places of the queries; places of keys and values
``d, dv``   size of a query and of a key; size of a value
==========  ====================================================================

How do I …

* attend within one sequence: ``blocked_attention(q, k, v)`` with q, k, v made from the same rows;
* run it without a GPU or without Triton: hand in tensors that lie on the CPU.
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

ROWS, COLUMNS = 128, 64
"""Queries and keys of a block in the kernel: its scores are 64 numbers for each of 128 threads."""
WIDEST = 128
"""Size of the largest query or value that the kernel holds with them."""
BLOCK = 512
"""Queries and keys of a block where there is no kernel."""


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
    shapes = q.shape, k.shape, v.shape
    fit = all(len(shape) == 4 and shape[:2] == q.shape[:2] for shape in shapes)
    if not fit or q.shape[3] != k.shape[3] or k.shape[2] != v.shape[2]:
        found = ", ".join(str(tuple(shape)) for shape in shapes)
        raise ValueError(f"q, k and v must be (B, H, Tq, d), (B, H, Tk, d) and (B, H, Tk, dv), got {found}")
    small = q.element_size() == 2 and max(q.shape[3], v.shape[3]) <= WIDEST
    if triton is not None and q.is_cuda and small:
        return _on_chip(q.contiguous(), k.contiguous(), v.contiguous())
    return _in_blocks(q, k, v)


def _in_blocks(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """All heads at once, a block of queries after the other."""
    wide = torch.promote_types(q.dtype, torch.float32)
    out = q.new_empty(*q.shape[:3], v.shape[3])
    for start in range(0, q.shape[2], BLOCK):
        queries = q[:, :, start : start + BLOCK].to(wide)
        queries = queries / math.sqrt(q.shape[3])  # scaled here, and not Tq * Tk scores
        out[:, :, start : start + BLOCK] = _attended(queries, k, v)
    return out


def _attended(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """A block of scaled queries against all keys."""
    top = q.new_full((*q.shape[:3], 1), -torch.inf)  # largest score so far
    total = torch.zeros_like(top)  # sum of exp(score - top) so far
    mixed = q.new_zeros(*q.shape[:3], v.shape[3])  # sum of exp(score - top) * value so far
    for start in range(0, k.shape[2], BLOCK):
        weights = q @ k[:, :, start : start + BLOCK].mT.to(q.dtype)
        higher = torch.maximum(top, weights.amax(dim=3, keepdim=True))
        weights.sub_(higher).exp_()
        # What was summed relative to the old maximum counts less now that a larger one is known. The first block
        # finds exp(-inf) = 0.
        fade = (top - higher).exp_()
        total.mul_(fade).add_(weights.sum(dim=3, keepdim=True))
        mixed.mul_(fade).add_(weights @ v[:, :, start : start + BLOCK].to(q.dtype))
        top = higher
    return mixed.div_(total)


def _on_chip(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """One program of the kernel for each block of queries of each head."""
    B, H, Tq, d = q.shape
    Tk, dv = v.shape[2:]
    out = q.new_empty(B, H, Tq, dv)
    # exp(s) is 2^(s / log 2), and powers of 2 are what the hardware takes: the factor joins the scale.
    scale = 1 / (math.sqrt(d) * math.log(2))
    _attention_of_a_block[(triton.cdiv(Tq, ROWS) * B * H,)](
        q, k, v, out, scale, Tq, Tk, d, dv,
        ROWS=ROWS, COLUMNS=COLUMNS, D=max(16, triton.next_power_of_2(d)), DV=max(16, triton.next_power_of_2(dv)),
        num_warps=4 if max(d, dv) <= 64 else 8, num_stages=3,
    )  # fmt: skip
    return out


if triton is not None:

    @triton.jit
    def _attention_of_a_block(
        q, k, v, out, scale, Tq, Tk, d, dv,
        ROWS: tl.constexpr, COLUMNS: tl.constexpr, D: tl.constexpr, DV: tl.constexpr,
    ):  # fmt: skip
        """A block of queries against all keys, as in ``_attended``; ``D`` and ``DV`` are powers of 2."""
        blocks = tl.cdiv(Tq, ROWS)
        head = (tl.program_id(0) // blocks).to(tl.int64)
        q += head * Tq * d  # the first number of this head
        k += head * Tk * d
        v += head * Tk * dv
        out += head * Tq * dv
        row = tl.program_id(0) % blocks * ROWS + tl.arange(0, ROWS)
        feature, part = tl.arange(0, D), tl.arange(0, DV)
        asked = (row < Tq)[:, None] & (feature < d)[None, :]
        queries = tl.load(q + row[:, None] * d + feature[None, :], mask=asked, other=0.0)  # (ROWS, D)
        top = tl.zeros((ROWS,), tl.float32) - float("inf")
        total = tl.zeros((ROWS,), tl.float32)
        mixed = tl.zeros((ROWS, DV), tl.float32)
        for start in range(0, Tk, COLUMNS):
            column = start + tl.arange(0, COLUMNS)
            held = (column < Tk)[:, None] & (feature < d)[None, :]
            keys = tl.load(k + column[:, None] * d + feature[None, :], mask=held, other=0.0)
            scores = tl.dot(queries, tl.trans(keys)) * scale  # (ROWS, COLUMNS) in float32, and in registers
            scores = tl.where((column < Tk)[None, :], scores, -float("inf"))
            higher = tl.maximum(top, tl.max(scores, axis=1))
            weights = tl.exp2(scores - higher[:, None])
            fade = tl.exp2(top - higher)
            total = total * fade + tl.sum(weights, axis=1)
            given = (column < Tk)[:, None] & (part < dv)[None, :]
            values = tl.load(v + column[:, None] * dv + part[None, :], mask=given, other=0.0)
            mixed = mixed * fade[:, None] + tl.dot(weights.to(values.dtype), values)
            top = higher
        wanted = (row < Tq)[:, None] & (part < dv)[None, :]
        tl.store(out + row[:, None] * dv + part[None, :], mixed / total[:, None], mask=wanted)
