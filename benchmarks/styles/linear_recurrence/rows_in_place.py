"""A loop over time in which the product and the sum write into the row of the result.

tier: whole rows
advice: One step of NumPy for each time | Join steps in chunks
"""

import numpy as np


def linear_recurrence(a, x):
    dtype = np.result_type(x.dtype, 1.0)
    h = np.empty(x.shape, dtype)
    h[0] = x[0]
    for t in range(1, x.shape[0]):
        np.multiply(a[t], h[t - 1], out=h[t])
        np.add(h[t], x[t], out=h[t])
    return h
