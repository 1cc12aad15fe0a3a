"""Joins neighbours, solves the recurrence of half the length by recursion, and fills in the other half of the times.

tier: in chunks
advice: keeps further arrays
"""

import numpy as np


def scan(a, x):
    if len(x) == 1:
        return x.copy()
    h = np.empty(x.shape, x.dtype)
    pairs = len(x) // 2
    later_a, later_x = a[1::2], x[1::2]
    h[1::2] = scan(later_a * a[: 2 * pairs : 2], later_a * x[: 2 * pairs : 2] + later_x)
    h[0] = x[0]
    h[2::2] = a[2::2] * h[1 : len(x) - 1 : 2] + x[2::2]
    return h


def linear_recurrence(a, x):
    if np.issubdtype(x.dtype, np.floating):
        return scan(a, x)
    return scan(a.astype(np.float64), x.astype(np.float64))
