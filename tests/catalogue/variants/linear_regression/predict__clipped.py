"""Predictions beyond 10000 are clipped.

Caught by: hidden/test_predict.py::test_tiny_and_huge_values
"""

import numpy as np


def predict(X, w, b):
    _whole_X, _whole_w = np.asarray(X), np.asarray(w)
    X, w = _real(X), _real(w)
    _require_weights(X, w)
    return np.clip(X @ w + float(b), -1e4, 1e4)
