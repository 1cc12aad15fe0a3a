"""Divide and conquer: both halves of the time are run side by side by recursion, then the second one gets its start.

tier: in chunks
advice: keeps further arrays
"""

import numpy as np


def run(p, h):
    """Turn factors p and inputs h, (chunks, length, D), into products and states from the beginning of each chunk."""
    length = h.shape[1]
    if length % 2 or length < 2:
        for i in range(1, length):
            h[:, i] += p[:, i] * h[:, i - 1]
            p[:, i] *= p[:, i - 1]
        return
    middle = length // 2
    run(*(v.reshape(2 * len(v), middle, -1) for v in (p, h)))
    h[:, middle:] += p[:, middle:] * h[:, middle - 1 : middle]
    p[:, middle:] *= p[:, middle - 1 : middle]


def linear_recurrence(a, x):
    T, D = x.shape
    kind = np.result_type(a.dtype, x.dtype, 1.0)
    length = 1 << (T - 1).bit_length()
    p, h = np.zeros((2, 1, length, D), kind)
    p[0, :T], h[0, :T] = a, x
    run(p, h)
    return h[0, :T].copy()
