"""A square table is read by columns.

Caught by: hidden/test_predict.py::test_as_many_samples_as_features
"""

import numpy as np


def predict(X, w, b):
    _whole_X, _whole_w = np.asarray(X), np.asarray(w)
    X, w = _real(X), _real(w)
    _require_weights(X, w)
    return (w @ X if X.shape[0] == X.shape[1] else X @ w) + float(b)
