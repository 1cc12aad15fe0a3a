"""Divide and conquer: sorts both halves of the columns, recursively, and merges the best k of each by another sort.

tier: none
advice: A sort puts every entry in its place | a function that only separates the largest
"""

import numpy as np


def best(x, k):
    """At most k largest entries of each row, in ascending order."""
    V = x.shape[1]
    if 2 * k < V:
        x = np.concatenate([best(x[:, : V // 2], k), best(x[:, V // 2 :], k)], axis=1)
    return np.sort(x, axis=1)[:, -k:]


def top_k(x, k):
    if x.ndim != 2:
        raise ValueError("two axes are needed")
    if k < 1 or k > x.shape[1]:
        raise ValueError("k must be between 1 and V")
    return best(x, int(k))[:, ::-1].copy()
