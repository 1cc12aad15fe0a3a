"""A square table is read by columns.

Caught by: hidden/test_ridge.py::test_as_many_samples_as_features
"""

import numpy as np


def fit_ridge(X, y, lam):
    X, y = _samples(X, y)
    _require_not_negative("lam", lam)
    if X.shape[0] == X.shape[1]:
        X = X.T
    Xc, d = _centred(X), X.shape[1]
    w = np.linalg.solve(Xc.T @ Xc + float(lam) * np.eye(d, dtype=X.dtype), Xc.T @ _centred(y))
    return np.concatenate([[np.mean(y - X @ w)], w])
