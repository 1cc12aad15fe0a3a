"""Derivatives beyond 10 are clipped.

Caught by: hidden/test_gradient.py::test_tiny_and_huge_gradients
"""

import numpy as np


def loss_gradient(X, y, w, b, lam=0.0):
    _whole_X, _whole_w = np.asarray(X), np.asarray(w)
    X, y = _samples(X, y)
    w = _real(w)
    _require_weights(X, w)
    _require_not_negative("lam", lam)
    dw, db = _half_mean_gradient(X, y, w, float(b))
    return np.clip(dw + float(lam) * w, -10, 10), float(np.clip(db, -10, 10))
