"""You kept windows that reach over the edge of the image. Only whole windows count; look at the pixels that
are left over.
"""

import numpy as np


def max_pool(x, size, stride):
    x = x if x.dtype.kind == "f" else x.astype(np.float64)
    if min(x.shape[2:]) < size:
        raise ValueError("the window does not fit")
    rows, cols = -((size - x.shape[2]) // stride) + 1, -((size - x.shape[3]) // stride) + 1
    rows -= stride * (rows - 1) >= x.shape[2]
    cols -= stride * (cols - 1) >= x.shape[3]
    y = np.zeros((*x.shape[:2], rows, cols), x.dtype)
    for u, v in np.ndindex(rows, cols):
        window = x[:, :, stride * u : stride * u + size, stride * v : stride * v + size]
        y[:, :, u, v] = window.max(axis=(2, 3))
    return y
