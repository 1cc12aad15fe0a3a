"""A kernel that reads a row once for maximum and sum and once for the gradient, and writes it once."""

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError("logits must be (n, V) and targets (n,)")
    if triton is None or not logits.is_cuda or logits.itemsize > 4:
        return without_kernel(logits, targets)
    return with_kernel(logits.contiguous(), targets.contiguous())


def without_kernel(logits, targets):
    wide = torch.promote_types(logits.dtype, torch.float32)
    g = (logits.to(wide) - logits.amax(dim=1, keepdim=True).to(wide)).exp_()
    g /= len(g) * g.sum(dim=1, keepdim=True)
    g[torch.arange(len(g), device=g.device), targets] -= 1 / len(g)
    return g.to(logits.dtype)


def with_kernel(logits, targets):
    n, V = logits.shape
    out = torch.empty_like(logits)
    width = min(8192, triton.next_power_of_2(V))
    cross_entropy_kernel[(n,)](out, logits, targets, n, V, WIDTH=width, num_warps=16 if width >= 4096 else 4)
    return out


if triton is not None:

    @triton.jit
    def cross_entropy_kernel(out, logits, targets, n, V, WIDTH: tl.constexpr):
        row = tl.program_id(0)
        place = row.to(tl.int64) * V
        lane = tl.arange(0, WIDTH)
        top = tl.zeros((WIDTH,), tl.float32) - 1e30
        total = tl.zeros((WIDTH,), tl.float32)
        for start in range(0, V, WIDTH):
            j = start + lane
            z = tl.load(logits + place + j, mask=j < V, other=-float("inf")).to(tl.float32)
            higher = tl.maximum(top, z)
            total = total * tl.exp(top - higher) + tl.exp(z - higher)
            top = higher
        highest = tl.max(top, axis=0)
        total = tl.sum(total * tl.exp(top - highest), axis=0) * n
        target = tl.load(targets + row, mask=row < n, other=0)
        for start in range(0, V, WIDTH):
            j = start + lane
            z = tl.load(logits + place + j, mask=j < V, other=-float("inf")).to(tl.float32)
            p = tl.exp(z - highest) / total
            tl.store(out + place + j, tl.where(j == target, p - 1.0 / n, p), mask=j < V)
