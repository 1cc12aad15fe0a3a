"""Finds the different values of each row with np.unique and repeats the largest as often as they occur.

tier: none
advice: A sort puts every entry in its place | a function that only separates the largest
"""

import numpy as np


def top_k(x, k):
    if x.ndim != 2 or k < 1 or k > x.shape[1]:
        raise ValueError(f"k must be from 1 to the number of columns of a matrix, got {k} for {x.shape}")
    result = np.zeros((x.shape[0], int(k)), x.dtype)
    for i in range(x.shape[0]):
        values, counts = np.unique(x[i], return_counts=True)
        values, counts = values[::-1][:k], counts[::-1][:k]
        result[i] = np.repeat(values, counts)[:k]
    return result
