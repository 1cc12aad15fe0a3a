"""You divided by the side of the window. A window has as many pixels as its two sides multiplied; look at the
factor of the formula.
"""

import numpy as np


def avg_pool(x, size, stride):
    x = x if x.dtype.kind == "f" else x.astype(np.float64)
    if min(x.shape[2:]) < size:
        raise ValueError("the window does not fit")
    rows, cols = (x.shape[2] - size) // stride + 1, (x.shape[3] - size) // stride + 1
    y = np.zeros((*x.shape[:2], rows, cols), x.dtype)
    for u, v in np.ndindex(rows, cols):
        window = x[:, :, stride * u : stride * u + size, stride * v : stride * v + size]
        y[:, :, u, v] = window.sum(axis=(2, 3)) / size
    return y
