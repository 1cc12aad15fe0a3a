"""The whole row sorted, then the end of it in reverse."""

import numpy as np


def top_k(x, k):
    if x.ndim != 2:
        raise ValueError("x must be a matrix")
    V = x.shape[1]
    if k < 1 or k > V:
        raise ValueError("k must be from 1 to the number of columns")
    ordered = np.sort(x, axis=1)
    largest = ordered[:, V - k :]
    return largest[:, ::-1]
