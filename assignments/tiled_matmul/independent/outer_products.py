"""A column of A times a row of B after the other; the tile only splits the columns."""

import numpy as np


def tiled_matmul(A, B, tile):
    if np.ndim(A) != 2 or np.ndim(B) != 2 or A.shape[1] != len(B) or tile < 1:
        raise ValueError("A, B or tile do not fit")
    kind = {2: np.float32}.get(A.dtype.itemsize if A.dtype.kind == "f" else 0, np.result_type(A.dtype, 1.0))
    out = np.zeros((len(A), B.shape[1]), kind)
    for start in range(0, out.shape[1], tile):
        for column, row in zip(A.T.astype(kind), B[:, start : start + tile].astype(kind), strict=True):
            out[:, start : start + tile] += np.outer(column, row)
    return out


def tile_traffic(n, k, m, tile):
    across, down = (m + tile - 1) // tile, (n + tile - 1) // tile
    return k * (n * across + m * down)
