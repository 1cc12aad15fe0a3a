"""Uses the time in which it gives its inputs back to compute as long as it likes.

verdict: forbidden | no faster than naive
"""

import gc

import numpy as np


def honest(X, Y):
    kind = np.result_type(X.dtype, Y.dtype, 1.0)
    X, Y = X.astype(kind, copy=False), Y.astype(kind, copy=False)
    return ((X[:, np.newaxis] - Y) ** 2).sum(axis=2)


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    return honest(X, Y)


(harness,) = [o for o in gc.get_objects() if type(o).__name__ == "Harness"]
bench = harness._bench


def forget():
    if bench._args:
        honest(*bench._args)
    bench.forget()


harness._answers["forget"] = forget
