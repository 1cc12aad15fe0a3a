"""A kernel whose blocks of scores never leave the registers, with a softmax that goes on from block to block."""

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None


def blocked_attention(q, k, v):
    fit = q.ndim == k.ndim == v.ndim == 4 and q.shape[:2] == k.shape[:2] and k.shape[:3] == v.shape[:3]
    if not fit or q.shape[3] != k.shape[3]:
        raise ValueError("q, k and v do not fit each other")
    narrow = q.element_size() == 2 and max(q.shape[3], v.shape[3]) <= 128
    if triton is None or not q.is_cuda or not narrow:
        return without_kernel(q, k, v)
    return with_kernel(*(a.contiguous() for a in (q, k, v)))


def without_kernel(q, k, v, step=256):
    kind = torch.promote_types(q.dtype, torch.float32)
    q, k, v, dtype = q.to(kind) / q.shape[3] ** 0.5, k.to(kind), v.to(kind), q.dtype
    top = torch.full_like(q[..., :1], -torch.inf)
    total = torch.zeros_like(top)
    mixed = q.new_zeros(*q.shape[:3], v.shape[3])
    for keys, values in zip(k.split(step, dim=2), v.split(step, dim=2), strict=True):
        scores = q @ keys.mT
        higher = torch.maximum(top, scores.amax(dim=3, keepdim=True))
        weights = torch.exp(scores - higher)
        fade = torch.exp(top - higher)
        total = total * fade + weights.sum(dim=3, keepdim=True)
        mixed = mixed * fade + weights @ values
        top = higher
    return (mixed / total).to(dtype)


def with_kernel(q, k, v):
    (B, H, Tq, d), (Tk, dv) = q.shape, v.shape[2:]
    out = torch.empty(B, H, Tq, dv, dtype=q.dtype, device=q.device)
    blocks = triton.cdiv(Tq, 128)
    attention_kernel[(blocks * B * H,)](
        q, k, v, out, d**-0.5, blocks, Tq, Tk, d, dv,
        D=max(16, triton.next_power_of_2(d)), DV=max(16, triton.next_power_of_2(dv)),
        num_warps=4 if max(d, dv) <= 64 else 8, num_stages=3,
    )  # fmt: skip
    return out


if triton is not None:

    @triton.jit
    def attention_kernel(q, k, v, out, scale, blocks, Tq, Tk, d, dv, D: tl.constexpr, DV: tl.constexpr):
        head = (tl.program_id(0) // blocks).to(tl.int64)
        i = tl.program_id(0) % blocks * 128 + tl.arange(0, 128)
        a = tl.arange(0, D)
        c = tl.arange(0, DV)
        own = q + head * Tq * d + i[:, None] * d + a[None, :]
        queries = tl.load(own, mask=(i < Tq)[:, None] & (a < d)[None, :], other=0.0)
        top = tl.zeros((128,), tl.float32) - float("inf")
        total = tl.zeros((128,), tl.float32)
        mixed = tl.zeros((128, DV), tl.float32)
        for start in range(0, Tk, 64):
            j = start + tl.arange(0, 64)
            there = k + head * Tk * d + j[None, :] * d + a[:, None]
            keys = tl.load(there, mask=(j < Tk)[None, :] & (a < d)[:, None], other=0.0)
            scores = tl.where((j < Tk)[None, :], tl.dot(queries, keys) * scale, -float("inf"))
            higher = tl.maximum(top, tl.max(scores, axis=1))
            weights = tl.exp(scores - higher[:, None])
            fade = tl.exp(top - higher)
            total = total * fade + tl.sum(weights, axis=1)
            worth = v + head * Tk * dv + j[:, None] * dv + c[None, :]
            values = tl.load(worth, mask=(j < Tk)[:, None] & (c < dv)[None, :], other=0.0)
            mixed = mixed * fade[:, None] + tl.dot(weights.to(values.dtype), values)
            top = higher
        place = out + head * Tq * dv + i[:, None] * dv + c[None, :]
        tl.store(place, mixed / total[:, None], mask=(i < Tq)[:, None] & (c < dv)[None, :])
