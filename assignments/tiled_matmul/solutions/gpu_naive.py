"""A column of A times a row of B after the other: the whole product is read and written thousands of times."""

import torch


def tiled_matmul(A, B):
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
        raise ValueError("A and B must be matrices that fit")
    kind = torch.float32 if A.element_size() == 2 else A.dtype
    C = torch.zeros(A.shape[0], B.shape[1], dtype=kind, device=A.device)
    for column, row in zip(A.T, B, strict=True):
        C += column.to(kind)[:, None] * row.to(kind)
    return C
