"""Keeps the core busy between its calls, so that the reference becomes slow.

verdict: forbidden | no faster than naive
"""

import threading

import numpy as np

busy = threading.Event()
busy.set()


def honest(X, Y):
    kind = np.result_type(X.dtype, Y.dtype, 1.0)
    X, Y = X.astype(kind, copy=False), Y.astype(kind, copy=False)
    return ((X[:, np.newaxis] - Y) ** 2).sum(axis=2)


def burn():
    big = np.ones(1 << 20)
    while True:
        busy.wait()
        np.sqrt(big, out=big)


threading.Thread(target=burn, daemon=True).start()


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    busy.clear()
    try:
        return honest(X, Y)
    finally:
        busy.set()
