"""Counts blocks of 8192 numbers with np.bincount and adds the counts up.

tier: a counter for each value
advice: none
"""

import numpy as np


def histogram(x):
    if x.size == 0:
        raise ValueError("x has no entries")
    flat = x.reshape(-1)
    counts = np.zeros(256, dtype=np.int64)
    for start in range(0, flat.size, 8192):
        part = flat[start : start + 8192]
        if part.dtype != np.uint8:
            if part.min() < 0 or part.max() > 255:
                raise ValueError("x has an entry outside of 0 to 255")
            part = part.astype(np.intp)
        counts += np.bincount(part, minlength=256)
    return counts / flat.size
