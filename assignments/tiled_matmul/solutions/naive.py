"""Whole rows and columns: right, and not timed on a processor.

earns: 0 points
"""

import numpy as np


def tiled_matmul(A, B, tile):
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0] or tile < 1:
        raise ValueError("A and B must be matrices that fit, and tile at least 1")
    kind = np.float32 if A.dtype == np.float16 else np.result_type(A.dtype, 1.0)
    return A.astype(kind) @ B.astype(kind)


def tile_traffic(n, k, m, tile):
    return n * k * -(-m // tile) + k * m * -(-n // tile)
