"""Joins each step with the one before it, then with the one two before, then four: a logarithm of rounds."""

import numpy as np


def linear_recurrence(a, x):
    kind = np.result_type(a.dtype, x.dtype, 1.0)
    a, h = a.astype(kind), x.astype(kind)
    step = 1
    while step < len(h):
        h[step:] += a[step:] * h[:-step]
        a[step:] = a[step:] * a[:-step]
        step *= 2
    return h
