"""You moved the window by its own size. The stride is an argument of its own; look at windows that overlap.
"""

import numpy as np


def max_pool(x, size, stride):
    x = x if x.dtype.kind == "f" else x.astype(np.float64)
    if min(x.shape[2:]) < size:
        raise ValueError("the window does not fit")
    stride = size
    rows, cols = (x.shape[2] - size) // stride + 1, (x.shape[3] - size) // stride + 1
    y = np.zeros((*x.shape[:2], rows, cols), x.dtype)
    for u, v in np.ndindex(rows, cols):
        window = x[:, :, stride * u : stride * u + size, stride * v : stride * v + size]
        y[:, :, u, v] = window.max(axis=(2, 3))
    return y
