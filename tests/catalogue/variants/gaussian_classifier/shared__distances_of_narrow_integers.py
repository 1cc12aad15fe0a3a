"""Means are rounded to the type of the samples before they are subtracted.

Caught by: hidden/test_shared.py::test_every_narrow_type
"""

import numpy as np


def shared_covariance(X, y):
    whole, X, y = np.asarray(X), _samples(X), _labels(y)
    if y.shape != X.shape[:1]:
        raise ValueError("y must have one label per row of X")
    means = np.stack([X[y == k].mean(axis=0) for k in y])
    away = (
        _real(whole - means.astype(whole.dtype))
        if whole.dtype.itemsize < 4 and whole.dtype.kind in "iu"
        else X - means
    )
    return away.T @ away / len(X)
