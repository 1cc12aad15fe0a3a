"""Compares blocks of 4096 numbers with all 256 values by broadcasting, and sums the truth values.

tier: none
advice: A comparison for each of 256 values | Read it once, and let each number choose its counter
"""

import numpy as np


def histogram(x):
    if x.size < 1:
        raise ValueError("the array is empty")
    if (x < 0).any() or (x > 255).any():
        raise ValueError("all numbers must be from 0 to 255")
    numbers = x.ravel()
    values = np.arange(256, dtype=x.dtype if x.dtype != np.int8 else np.int16)
    counts = np.zeros(256, dtype=np.int64)
    for start in range(0, numbers.size, 4096):
        block = numbers[start : start + 4096]
        counts += (block[:, np.newaxis] == values).sum(axis=0)
    return counts / numbers.size
