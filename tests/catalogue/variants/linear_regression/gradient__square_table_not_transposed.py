"""The table is not transposed where it is square.

Caught by: hidden/test_gradient.py::test_as_many_samples_as_features
"""

import numpy as np


def loss_gradient(X, y, w, b, lam=0.0):
    _whole_X, _whole_w = np.asarray(X), np.asarray(w)
    X, y = _samples(X, y)
    w = _real(w)
    _require_weights(X, w)
    _require_not_negative("lam", lam)
    r = X @ w + float(b) - y
    table = X if X.shape[0] == X.shape[1] else X.T
    return table @ r / len(r) + float(lam) * w, float(r.mean())
