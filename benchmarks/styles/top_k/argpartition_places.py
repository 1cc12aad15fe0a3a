"""Asks np.argpartition for the places of the k largest, takes the entries there and sorts them.

tier: partition
advice: Find a number that k entries certainly reach | Your function holds a place for each entry of the matrix
"""

import numpy as np


def top_k(x, k):
    if x.ndim != 2:
        raise ValueError("expected two axes")
    V = x.shape[1]
    if k <= 0 or k > V:
        raise ValueError("expected k from 1 to V")
    k = int(k)
    places = np.argpartition(x, V - k, axis=1)[:, V - k :]
    best = np.take_along_axis(x, places, axis=1)
    best.sort(axis=1)
    return np.flip(best, axis=1).copy()
