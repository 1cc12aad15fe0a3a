"""Counts the bytes with a Counter of the standard library, which goes through them as Python numbers.

tier: none
advice: a sort or a loop of Python is no faster
"""

from collections import Counter

import numpy as np


def histogram(x):
    if x.size == 0:
        raise ValueError("the array has no entries")
    if x.min() < 0 or x.max() > 255:
        raise ValueError("an entry is no byte")
    counts = Counter(x.astype(np.uint8).tobytes())
    shares = np.zeros(256)
    for value, count in counts.items():
        shares[value] = count / x.size
    return shares
