"""Applies a partition and a sort of the end to each row with np.apply_along_axis.

tier: partition
advice: A partition copies each row and moves its entries about | Find a number that k entries certainly reach
"""

import numpy as np


def top_k(x, k):
    if np.ndim(x) != 2:
        raise ValueError("only matrices have rows")
    if k < 1 or k > np.shape(x)[1]:
        raise ValueError("k is too small or too large")

    def best_of(row):
        return np.sort(np.partition(row, row.size - k)[row.size - k :])[::-1]

    return np.apply_along_axis(best_of, 1, x)
