"""A tile of sums at a time, and a loop over all tiles for the count."""

import math

import numpy as np


def tiled_matmul(A, B, tile):
    if A.ndim != 2 or B.ndim != 2:
        raise ValueError("A and B must be matrices")
    if A.shape[1] != B.shape[0]:
        raise ValueError("the columns of A must be the rows of B")
    if tile < 1:
        raise ValueError("tile must be at least 1")
    dtype = A.dtype
    if dtype == np.float16:
        dtype = np.float32
    elif dtype.kind != "f":
        dtype = np.float64
    A, B = A.astype(dtype), B.astype(dtype)
    C = np.zeros((A.shape[0], B.shape[1]), dtype)
    for i in range(math.ceil(A.shape[0] / tile)):
        for j in range(math.ceil(B.shape[1] / tile)):
            rows, columns = slice(i * tile, (i + 1) * tile), slice(j * tile, (j + 1) * tile)
            total = np.zeros(C[rows, columns].shape, dtype)
            for p in range(math.ceil(A.shape[1] / tile)):
                inner = slice(p * tile, (p + 1) * tile)
                total = total + A[rows, inner] @ B[inner, columns]
            C[rows, columns] = total
    return C


def tile_traffic(n, k, m, tile):
    total = 0
    for i in range(math.ceil(n / tile)):
        rows = min(tile, n - i * tile)
        total += rows * k * math.ceil(m / tile)
    for j in range(math.ceil(m / tile)):
        columns = min(tile, m - j * tile)
        total += k * columns * math.ceil(n / tile)
    return total
