"""A small constant is added to the penalty.

Caught by: hidden/test_ridge.py::test_small_features_and_small_penalties
"""

import numpy as np


def fit_ridge(X, y, lam):
    X, y = _samples(X, y)
    _require_not_negative("lam", lam)
    Xc, d = _centred(X), X.shape[1]
    gram = Xc.T @ Xc + (float(lam) + 1e-12) * np.eye(d, dtype=X.dtype)
    w = np.linalg.solve(gram, Xc.T @ _centred(y))
    return np.concatenate([[np.mean(y - X @ w)], w])
