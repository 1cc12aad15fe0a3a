"""Sorts each row as a Python list and takes the beginning, in one comprehension.

tier: none
advice: A sort puts every entry in its place | a function that only separates the largest
"""

import numpy as np


def top_k(x, k):
    if x.ndim != 2:
        raise ValueError("x is no matrix")
    if not 1 <= k <= x.shape[1]:
        raise ValueError("k does not fit")
    k = int(k)
    return np.array([sorted(row.tolist(), reverse=True)[:k] for row in x], dtype=x.dtype)
