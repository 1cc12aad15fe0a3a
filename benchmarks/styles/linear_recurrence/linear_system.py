"""The recurrence is a linear system with ones and minus the factors; np.linalg.solve solves 16 times of all features.

tier: none
advice: the work grows faster than the number of times
"""

import numpy as np

SIZE = 16


def linear_recurrence(a, x):
    dtype = np.result_type(a.dtype, x.dtype, 1.0)
    T, D = x.shape
    h = np.empty((T, D), dtype)
    state = np.zeros(D, dtype)
    for start in range(0, T, SIZE):
        factors = a[start : start + SIZE].T.astype(dtype)  # (D, c)
        right = x[start : start + SIZE].T.astype(dtype)
        right[:, 0] += factors[:, 0] * state
        c = right.shape[1]
        system = np.zeros((D, c, c), dtype)
        system[:, np.arange(c), np.arange(c)] = 1
        system[:, np.arange(1, c), np.arange(c - 1)] = -factors[:, 1:]
        solved = np.linalg.solve(system, right[:, :, None])[:, :, 0]
        state = solved[:, -1]
        h[start : start + SIZE] = solved.T
    return h
