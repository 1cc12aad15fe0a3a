"""A gradient longer than 100 is shortened to 100.

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
    dw = dw + float(lam) * w
    scale = min(1.0, 100 / max(np.hypot(np.linalg.norm(dw), db), 1e-300))
    return scale * dw, scale * db
