"""A kernel that reads a block of times, joins them as a tree, and goes on with the last state."""

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None


def linear_recurrence(a, x):
    if a.ndim != 3 or a.shape != x.shape:
        raise ValueError("a and x must be of one shape (B, T, D)")
    if triton is None or not x.is_cuda:
        return without_kernel(a, x)
    return with_kernel(a.contiguous(), x.contiguous())


def without_kernel(a, x):
    factor, h = a, x
    step = 1
    while step < x.shape[1]:
        joined = torch.addcmul(h[:, step:], h[:, :-step], factor[:, step:])
        h = torch.cat([h[:, :step], joined], dim=1)
        factor = torch.cat([factor[:, :step], factor[:, step:] * factor[:, :-step]], dim=1)
        step *= 2
    return h.clone()


def with_kernel(a, x):
    B, T, D = x.shape
    h = torch.empty_like(x)
    recurrence_kernel[(B * triton.cdiv(D, 16),)](h, a, x, T, D, ROWS=128, WIDTH=16, num_warps=4)
    return h


if triton is not None:

    @triton.jit
    def combine(a, h, b, k):
        return a * b, h * b + k

    @triton.jit
    def recurrence_kernel(h, a, x, T, D, ROWS: tl.constexpr, WIDTH: tl.constexpr):
        parts = tl.cdiv(D, WIDTH)
        batch = (tl.program_id(0) // parts).to(tl.int64)
        column = tl.program_id(0) % parts * WIDTH + tl.arange(0, WIDTH)
        row = tl.arange(0, ROWS)
        last = tl.sum(tl.zeros((ROWS, WIDTH), h.dtype.element_ty), axis=0)
        for begin in range(0, T, ROWS):
            inside = (begin + row < T)[:, None] & (column < D)[None, :]
            at = (batch * T + begin + row)[:, None] * D + column[None, :]
            product, end = tl.associative_scan(
                (tl.load(a + at, mask=inside, other=0.0), tl.load(x + at, mask=inside, other=0.0)), 0, combine
            )
            end += product * last[None, :]
            last = tl.sum(tl.where((row == ROWS - 1)[:, None], end, 0.0), axis=0)
            tl.store(h + at, end, mask=inside)
