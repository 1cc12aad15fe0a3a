"""Whole numbers are multiplied in their own type.

Caught by: hidden/test_predict.py::test_whole_numbers
"""

import numpy as np


def predict(X, w, b):
    whole_X, whole_w = np.asarray(X), np.asarray(w)
    X, w = _real(X), _real(w)
    _require_weights(X, w)
    return _real(whole_X @ whole_w) + float(b)
