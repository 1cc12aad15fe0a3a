"""Products of tiles by broadcasting and a sum; the count from a loop over the tiles of the product."""

import itertools

import numpy as np


def tiled_matmul(A, B, tile):
    if tile <= 0:
        raise ValueError("tile is not positive")
    if A.ndim + B.ndim != 4 or A.ndim != 2 or A.shape[-1] != B.shape[0]:
        raise ValueError("shapes do not fit")
    kind = np.promote_types(A.dtype, np.float32) if A.dtype.kind == "f" else np.dtype(float)
    out = np.empty((A.shape[0], B.shape[1]), kind)
    for i, j in itertools.product(*(range(0, size, tile) for size in out.shape)):
        rows, columns = A[i : i + tile].astype(kind), B[:, j : j + tile].astype(kind)
        parts = [
            (rows[:, p : p + tile, np.newaxis] * columns[p : p + tile]).sum(axis=1)
            for p in range(0, A.shape[1], tile)
        ]
        out[i : i + tile, j : j + tile] = np.sum(parts, axis=0)
    return out


def tile_traffic(n, k, m, tile):
    heights = [min(tile, n - i) for i in range(0, n, tile)]
    widths = [min(tile, m - j) for j in range(0, m, tile)]
    return len(widths) * sum(heights) * k + len(heights) * sum(widths) * k
