"""All places of a row in order, to use k of them: as much work for the last entry as for the first.

earns: 0 points
"""

import numpy as np


def top_k(x, k):
    if x.ndim != 2 or k < 1 or k > x.shape[1]:
        raise ValueError("x must be (n, V) and k from 1 to V")
    order = np.argsort(x, axis=1)[:, ::-1]
    return np.take_along_axis(x, order[:, : int(k)], axis=1)
