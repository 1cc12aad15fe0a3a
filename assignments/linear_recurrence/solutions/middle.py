"""Time by time: one product and one sum of all features, thousands of times.

earns: 4 points
"""

import numpy as np


def linear_recurrence(a, x):
    h = np.empty(x.shape, np.result_type(a.dtype, x.dtype, 1.0))
    state = np.zeros(x.shape[1], h.dtype)
    for t in range(len(x)):
        state = a[t] * state + x[t]
        h[t] = state
    return h
