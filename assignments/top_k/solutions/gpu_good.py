"""A kernel that holds a row and finds the k-th largest entry bit by bit, by counting."""

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None


def top_k(x, k):
    if x.ndim != 2 or k < 1 or k > x.shape[1]:
        raise ValueError("x must be (n, V) and k from 1 to V")
    k = int(k)
    if triton is not None and x.is_cuda and x.dtype == torch.float32 and x.shape[1] <= 32768:
        x = with_kernel(x.contiguous(), k)
    return torch.sort(x, dim=1, descending=True).values[:, :k].contiguous()


def with_kernel(x, k):
    n, V = x.shape
    out = torch.empty(n, k, dtype=x.dtype, device=x.device)
    width = triton.next_power_of_2(V)
    select_kernel[(n,)](
        out.view(torch.int32), x.view(torch.int32), V, k,
        WIDTH=width, K=triton.next_power_of_2(k), num_warps=32 if width > 8192 else 8,
    )  # fmt: skip
    return out


if triton is not None:

    @triton.jit
    def select_kernel(out, x, V, k, WIDTH: tl.constexpr, K: tl.constexpr):
        first = tl.program_id(0).to(tl.int64)
        j = tl.arange(0, WIDTH)
        bits = tl.load(x + first * V + j, mask=j < V, other=-8388608)
        key = tl.where(bits < 0, bits ^ 2147483647, bits)
        t = tl.where(tl.sum((key >= 0).to(tl.int32), axis=0) >= k, 0, -2147483648).to(tl.int32)
        step = 1 << 30
        for _ in range(31):
            t = tl.where(tl.sum((key >= t + step).to(tl.int32), axis=0) >= k, t + step, t)
            step = step // 2
        above = (key > t).to(tl.int32)
        tl.store(out + first * k + (tl.cumsum(above, axis=0) - 1), bits, mask=key > t)
        i = tl.arange(0, K)
        last = tl.zeros((K,), tl.int32) + tl.where(t < 0, t ^ 2147483647, t)
        tl.store(out + first * k + i, last, mask=(i >= tl.sum(above, axis=0)) & (i < k))
