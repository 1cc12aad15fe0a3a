"""Number by number, in Python's own floats.

earns: 0 points
"""

import numpy as np


def linear_recurrence(a, x):
    h = np.empty(x.shape, np.result_type(a.dtype, x.dtype, 1.0))
    state = [0.0] * x.shape[1]
    for t, (factors, inputs) in enumerate(zip(a.tolist(), x.tolist(), strict=True)):
        state = [f * s + i for f, s, i in zip(factors, state, inputs, strict=True)]
        h[t] = state
    return h
