"""Whole numbers are multiplied in their own type.

Caught by: hidden/test_gradient.py::test_every_narrow_type
"""

import numpy as np


def loss_gradient(X, y, w, b, lam=0.0):
    whole_X, whole_w = np.asarray(X), np.asarray(w)
    X, y = _samples(X, y)
    w = _real(w)
    _require_weights(X, w)
    _require_not_negative("lam", lam)
    r = _real(whole_X @ whole_w) + float(b) - y
    return X.T @ r / len(r) + float(lam) * w, float(r.mean())
