"""One kernel; a program works on a block of numbers, and finds the tensor of each by halving."""

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1, beta2, eps):
    if any(a.shape != w.shape or a.ndim != 1 for a in (w, g, m, v)) or sizes.shape != lam.shape:
        raise ValueError("w, g, m and v must be (n,), sizes and lam (K,)")
    t, lr = int(t), float(lr)
    bound = (1 - beta2 ** (t + 1)) ** 0.5
    factors = lr * bound / (1 - beta1 ** (t + 1)), bound * eps, beta1, 1 - beta1, beta2, 1 - beta2
    left = (1 - lr * lam).to(w.dtype)
    if triton is None or not w.is_cuda:
        return without_kernel(w, g, m, v, sizes, left, factors)
    return with_kernel(w.contiguous(), g.contiguous(), m.contiguous(), v.contiguous(), sizes, left, factors)


def without_kernel(w, g, m, v, sizes, left, factors):
    rate, small, beta1, new1, beta2, new2 = factors
    mean, square = beta1 * m + new1 * g, beta2 * v + new2 * g * g
    left = torch.repeat_interleave(left, sizes, output_size=len(w))
    return torch.stack([left * w - rate * mean / (square.sqrt() + small), mean, square])


def with_kernel(w, g, m, v, sizes, left, factors):
    n, K = len(w), len(sizes)
    out = torch.empty(3, n, dtype=w.dtype, device=w.device)
    ends = torch.cumsum(sizes, 0)
    adam_kernel[(triton.cdiv(n, 1024),)](
        out, w, g, m, v, ends, left, *factors, n, K, WIDTH=1024, ROUNDS=K.bit_length(), num_warps=4
    )
    return out


if triton is not None:

    @triton.jit
    def adam_kernel(
        out,
        w,
        g,
        m,
        v,
        ends,
        left,
        rate,
        small,
        beta1,
        new1,
        beta2,
        new2,
        n,
        K,
        WIDTH: tl.constexpr,
        ROUNDS: tl.constexpr,
    ):  # fmt: skip
        at = tl.program_id(0).to(tl.int64) * WIDTH + tl.arange(0, WIDTH)
        inside = at < n
        low = tl.zeros((WIDTH,), tl.int32)
        high = low + K
        for _ in range(ROUNDS):
            middle = (low + high) // 2
            after = tl.load(ends + middle, mask=middle < K, other=n) <= at
            low = tl.where(after & (low < high), middle + 1, low)
            high = tl.where(after, high, middle)
        keep = tl.load(left + low, mask=low < K, other=0.0)
        slope = tl.load(g + at, mask=inside, other=0.0)
        mean = beta1 * tl.load(m + at, mask=inside, other=0.0) + new1 * slope
        square = beta2 * tl.load(v + at, mask=inside, other=0.0) + new2 * slope * slope
        weight = keep * tl.load(w + at, mask=inside, other=0.0)
        tl.store(out + at, weight - rate * mean / (tl.sqrt(square) + small), mask=inside)
        tl.store(out + (at + n), mean, mask=inside)
        tl.store(out + (at + 2 * n), square, mask=inside)
