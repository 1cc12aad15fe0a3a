"""Feature by feature with itertools.accumulate, in Python's own numbers.

tier: none
advice: Slower than one step of NumPy for each time. Let one call work on all features of a time
"""

from itertools import accumulate

import numpy as np


def linear_recurrence(a, x):
    h = np.zeros(x.shape, dtype=x.dtype if x.dtype.kind == "f" else np.float64)
    for d in range(x.shape[1]):
        steps = zip(a[:, d].tolist(), x[:, d].tolist(), strict=True)
        states = accumulate(steps, lambda state, step: step[0] * state + step[1], initial=0.0)
        next(states)
        h[:, d] = list(states)
    return h
