"""np.apply_along_axis with a softmax of one vector that sums the finite entries only.

tier: none
advice: Where rows are looped over, let one call work on all of them
"""

import numpy as np


def one_row(v):
    p = np.zeros(v.shape, v.dtype)
    seen = v != -np.inf
    if seen.any():
        p[seen] = np.exp(v[seen] - v[seen].max())
        p /= p.sum()
    return p


def row_softmax(x):
    return np.apply_along_axis(one_row, 1, x.astype(np.result_type(x.dtype, 1.0)))
