"""A kernel with large tiles, which are worked on in groups."""

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None


def tiled_matmul(A, B):
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
        raise ValueError("A and B must be matrices that fit")
    if triton is None or not A.is_cuda or A.element_size() != 2:
        return without_kernel(A, B)
    return with_kernel(A.contiguous(), B.contiguous())


def without_kernel(A, B):
    kind = torch.float32 if A.element_size() == 2 else A.dtype
    rows = [(row.to(kind)[:, None] * B.to(kind)).sum(dim=0) for row in A]
    return torch.stack(rows)


def with_kernel(A, B):
    C = torch.empty(A.shape[0], B.shape[1], dtype=torch.float32, device=A.device)
    count = triton.cdiv(A.shape[0], 128) * triton.cdiv(B.shape[1], 128)
    matmul_kernel[(count,)](
        C, A, B, *A.shape, B.shape[1], HIGH=128, WIDE=128, DEEP=64, BAND=16, num_warps=4, num_stages=4
    )
    return C


if triton is not None:

    @triton.jit
    def matmul_kernel(
        C, A, B, n, k, m, HIGH: tl.constexpr, WIDE: tl.constexpr, DEEP: tl.constexpr, BAND: tl.constexpr
    ):
        rows, columns = tl.cdiv(n, HIGH), tl.cdiv(m, WIDE)
        band = tl.program_id(0) // (BAND * columns)
        size = tl.minimum(rows - band * BAND, BAND)
        rest = tl.program_id(0) - band * BAND * columns
        i = ((band * BAND + rest % size) * HIGH + tl.arange(0, HIGH)).to(tl.int64)[:, None]
        j = (rest // size * WIDE + tl.arange(0, WIDE)).to(tl.int64)[None, :]
        total = tl.zeros((HIGH, WIDE), tl.float32)
        for first in range(0, k, DEEP):
            across = first + tl.arange(0, DEEP)[None, :]
            down = first + tl.arange(0, DEEP)[:, None]
            a = tl.load(A + i * k + across, mask=(i < n) & (across < k), other=0.0)
            b = tl.load(B + down * m + j, mask=(down < k) & (j < m), other=0.0)
            total += tl.dot(a, b)
        tl.store(C + i * m + j, total, mask=(i < n) & (j < m))
