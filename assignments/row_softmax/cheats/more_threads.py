"""Shares the rows out over eight threads, where the task says one.

verdict: forbidden | no faster than naive
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

pool = ThreadPoolExecutor(8)


def honest(x):
    p = np.zeros(x.shape, np.result_type(x.dtype, 1.0))
    for i, row in enumerate(x):
        top = row.max()
        if top > -np.inf:
            weights = np.exp(row.astype(p.dtype) - top)
            p[i] = weights / weights.sum()
    return p


def row_softmax(x):
    parts = [p for p in np.array_split(x, 8, axis=0) if p.size]
    return np.concatenate(list(pool.map(lambda part: honest(part), parts)), axis=0)
