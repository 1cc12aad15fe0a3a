"""Tunes itself for minutes while it is imported, where no clock seems to run.

verdict: timeout
"""

import numpy as np

best = 0
while best < 10**10:
    best += 1


def honest(x):
    p = np.zeros(x.shape, np.result_type(x.dtype, 1.0))
    for i, row in enumerate(x):
        top = row.max()
        if top > -np.inf:
            weights = np.exp(row.astype(p.dtype) - top)
            p[i] = weights / weights.sum()
    return p


def row_softmax(x):
    return honest(x)
