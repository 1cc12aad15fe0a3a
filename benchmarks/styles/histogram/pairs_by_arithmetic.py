"""Joins each byte with the next one to a number of 16 bits by a shift, and counts all pairs in one call.

tier: a counter for each value
advice: Your function makes a wider copy of the array
"""

import numpy as np


def histogram(x):
    if x.size == 0 or x.max() > 255 or x.min() < 0:
        raise ValueError("x must hold bytes")
    flat = np.ravel(x).astype(np.uint16)
    last = flat[-1:] if flat.size % 2 else flat[:0]
    first, second = flat[: flat.size - last.size].reshape(-1, 2).T
    pairs = (first << 8) | second
    table = np.bincount(pairs, minlength=1 << 16).reshape(256, 256)
    counts = table.sum(axis=1) + table.sum(axis=0)
    counts += np.bincount(last, minlength=256)
    return counts / x.size
