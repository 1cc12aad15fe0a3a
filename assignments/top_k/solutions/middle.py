"""A partition: the k largest end up behind the others, in any order. It copies the matrix and moves its entries about.

earns: 4 points
"""

import numpy as np


def top_k(x, k):
    if x.ndim != 2 or k < 1 or k > x.shape[1]:
        raise ValueError("x must be (n, V) and k from 1 to V")
    k = int(k)
    largest = np.partition(x, x.shape[1] - k, axis=1)[:, -k:]
    return np.sort(largest, axis=1)[:, ::-1]
