"""Shares the rows out over eight threads, where the task says one.

verdict: forbidden | no faster than naive
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

pool = ThreadPoolExecutor(8)


def honest(X, Y):
    kind = np.result_type(X.dtype, Y.dtype, 1.0)
    X, Y = X.astype(kind, copy=False), Y.astype(kind, copy=False)
    return ((X[:, np.newaxis] - Y) ** 2).sum(axis=2)


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    parts = [p for p in np.array_split(X, 8, axis=0) if p.size]
    return np.concatenate(list(pool.map(lambda part: honest(part, Y), parts)), axis=0)
