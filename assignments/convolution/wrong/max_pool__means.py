"""You took the mean of each window. Max pooling keeps the strongest value as it is; look at the formula
again.
"""

import numpy as np


def max_pool(x, size, stride):
    x = x if x.dtype.kind == "f" else x.astype(np.float64)
    if min(x.shape[2:]) < size:
        raise ValueError("the window does not fit")
    rows, cols = (x.shape[2] - size) // stride + 1, (x.shape[3] - size) // stride + 1
    y = np.zeros((*x.shape[:2], rows, cols), x.dtype)
    for u, v in np.ndindex(rows, cols):
        window = x[:, :, stride * u : stride * u + size, stride * v : stride * v + size]
        y[:, :, u, v] = window.mean(axis=(2, 3))
    return y
