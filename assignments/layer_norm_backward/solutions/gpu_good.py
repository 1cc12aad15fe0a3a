"""A kernel that holds a row in registers: two reads and one write, and sums that each program writes once."""

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("x and dout must be matrices of one shape, gamma must have one entry per column")
    if triton is None or not x.is_cuda or x.dtype != torch.float32:
        return without_kernel(dout, x, gamma, eps)
    return with_kernel(dout.contiguous(), x.contiguous(), gamma.contiguous(), eps)


def without_kernel(dout, x, gamma, eps):
    normed = x - x.mean(dim=1, keepdim=True)
    r = (normed.square().mean(dim=1, keepdim=True) + eps).rsqrt()
    normed *= r
    q = dout * gamma
    dx = (q - q.mean(dim=1, keepdim=True) - normed * (q * normed).mean(dim=1, keepdim=True)) * r
    return torch.vstack([dx, (dout * normed).sum(dim=0), dout.sum(dim=0)])


def with_kernel(dout, x, gamma, eps):
    n, k = x.shape
    programs = min(n, 400)
    out = torch.empty(n + 2, k, dtype=x.dtype, device=x.device)
    sums = torch.empty(2 * programs, k, dtype=x.dtype, device=x.device)
    width = triton.next_power_of_2(k)
    gradient_kernel[(programs,)](
        out, sums, dout, x, gamma, n, k, programs, eps, WIDTH=width, num_warps=8 if width >= 2048 else 4
    )
    torch.sum(sums.view(2, programs, k), dim=1, out=out[n:])
    return out


if triton is not None:

    @triton.jit
    def gradient_kernel(out, sums, dout, x, gamma, n, k, programs, eps, WIDTH: tl.constexpr):
        first = tl.program_id(0)
        column = tl.arange(0, WIDTH)
        mask = column < k
        scale = tl.load(gamma + column, mask=mask, other=0.0)
        scales = tl.zeros((WIDTH,), tl.float32)
        offsets = tl.zeros((WIDTH,), tl.float32)
        at = first.to(tl.int64) * k + column
        for _ in range(first, n, programs):
            row = tl.load(x + at, mask=mask, other=0.0)
            given = tl.load(dout + at, mask=mask, other=0.0)
            row = tl.where(mask, row - tl.sum(row, axis=0) / k, 0.0)
            r = 1 / tl.sqrt(tl.sum(row * row, axis=0) / k + eps)
            row = row * r
            scales += given * row
            offsets += given
            q = given * scale
            dx = q - tl.sum(q, axis=0) / k - row * (tl.sum(q * row, axis=0) / k)
            tl.store(out + at, dx * r, mask=mask)
            at += programs * k
        tl.store(sums + first * k + column, scales, mask=mask)
        tl.store(sums + (programs + first) * k + column, offsets, mask=mask)
