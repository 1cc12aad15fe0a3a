"""A kernel in which every program has 256 counters of its own and adds them up once."""

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None


def histogram(x):
    if x.numel() == 0:
        raise ValueError("x must have at least one entry")
    if triton is None or not x.is_cuda:
        return without_kernel(x)
    return with_kernel(x)


def without_kernel(x):
    return torch.bincount(x.reshape(-1).long(), minlength=256).double() / x.numel()


def with_kernel(x):
    x = x.reshape(-1)
    N = len(x)
    programs = min(2048, triton.cdiv(N, 2048))
    counts = torch.zeros(256, dtype=torch.int32, device=x.device)
    histogram_kernel[(programs,)](counts, x, N, programs * 2048, WIDTH=2048, num_warps=4)
    return counts.double() / N


if triton is not None:

    @triton.jit
    def histogram_kernel(counts, x, N, stride, WIDTH: tl.constexpr):
        v = tl.arange(0, 256)
        own = tl.zeros((256,), tl.int32)
        first = tl.program_id(0).to(tl.int64) * WIDTH
        missing = tl.zeros((WIDTH,), tl.int32)
        for start in range(0, N, stride):
            i = first + start + tl.arange(0, WIDTH)
            own += tl.histogram(tl.load(x + i, mask=i < N, other=0).to(tl.int32), 256)
            missing += (i >= N).to(tl.int32)
        tl.atomic_add(counts + v, tl.where(v == 0, own - tl.sum(missing, axis=0), own))
