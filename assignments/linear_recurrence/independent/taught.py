"""A loop over time, as the formula says."""

import numpy as np


def linear_recurrence(a, x):
    h = np.zeros(x.shape, np.result_type(a.dtype, x.dtype, 1.0))
    for t in range(len(x)):
        h[t] = x[t]
        if t > 0:
            h[t] = h[t] + a[t] * h[t - 1]
    return h
