"""Looks back only over so many times, because what is older has often faded.

verdict: failed
"""

import numpy as np


def linear_recurrence(a, x, back=64):
    h = np.array(x, np.result_type(a.dtype, x.dtype, 1.0))
    product, step = np.array(a, h.dtype), 1
    while step < min(len(x), back):
        h[step:] += product[step:] * h[:-step]
        product[step:] = product[step:] * product[:-step]
        product[:step] = 0
        step *= 2
    return h
