"""Whole numbers are multiplied in their own type.

Caught by: hidden/test_ridge.py::test_whole_numbers
"""

import numpy as np


def fit_ridge(X, y, lam):
    whole = np.asarray(X)
    X, y = _samples(X, y)
    _require_not_negative("lam", lam)
    n, mean, d = len(X), X.mean(axis=0), X.shape[1]
    gram = (
        _real(whole.T @ whole) - n * np.outer(mean, mean)
        if whole.dtype.kind in "iu"
        else _centred(X).T @ _centred(X)
    )
    w = np.linalg.lstsq(
        gram + float(lam) * np.eye(d, dtype=X.dtype), _centred(X).T @ _centred(y), rcond=None
    )[0]
    return np.concatenate([[np.mean(y - X @ w)], w])
