"""Two bytes as one number of 16 bits, in blocks of 16,384 pairs; each block gets a new table of 65,536 counters.

tier: one pass
advice: counted in a table that is too large
"""

import numpy as np

BLOCK = 1 << 14


def histogram(x):
    if x.size == 0:
        raise ValueError("no entries")
    if x.dtype != np.uint8 and (x.min() < 0 or x.max() > 255):
        raise ValueError("entries outside of a byte")
    flat = x.astype(np.uint8).ravel()
    even = flat[: flat.size - flat.size % 2].view(np.uint16)
    table = np.zeros(65536, np.int64)
    for start in range(0, even.size, BLOCK):
        table += np.bincount(even[start : start + BLOCK], minlength=65536)
    square = table.reshape(256, 256)
    counts = square.sum(axis=0) + square.sum(axis=1)
    if flat.size % 2:
        counts[flat[-1]] += 1
    return counts / flat.size
