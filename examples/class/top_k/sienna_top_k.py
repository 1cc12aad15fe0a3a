"""The k largest entries of every row."""

import numpy as np


def top_k(x, k):
    if x.ndim != 2:
        raise ValueError("x must be a matrix")
    if not 1 <= k <= x.shape[1]:
        raise ValueError("k must lie between 1 and the number of columns")
    places = np.argsort(x, axis=1)[:, ::-1][:, : int(k)]  # the places of the largest first
    return np.take_along_axis(x, places, axis=1)
