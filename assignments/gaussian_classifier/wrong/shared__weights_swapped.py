"""Your weights are right and go to the wrong classes. The covariance of a class is weighted with its own size;
look at the order in which you pair them.
"""

import numpy as np


def shared_covariance(X, y):
    X, y = np.asarray(X), np.asarray(y)
    if X.ndim != 2 or len(X) == 0 or y.shape != X.shape[:1] or y.dtype.kind not in "iu" or y.min() < 0:
        raise ValueError("X must be (n, d) with one label per row")
    X = X if X.dtype.kind == "f" else X.astype(float)
    n = len(X)
    present = np.unique(y)
    parts = [X[y == k] for k in present]
    scatters = [(p - p.mean(axis=0)).T @ (p - p.mean(axis=0)) for p in parts]
    return sum(s / len(p) * (len(q) / n) for s, p, q in zip(scatters, parts, parts[::-1]))
