"""A heap of k entries for each row, in Python."""

import heapq

import numpy as np


def top_k(x, k):
    if x.ndim != 2 or k not in range(1, x.shape[1] + 1):
        raise ValueError(f"no {k} entries in rows of {x.shape}")
    return np.array([heapq.nlargest(k, row.tolist()) for row in x]).reshape(len(x), k).astype(x.dtype)
