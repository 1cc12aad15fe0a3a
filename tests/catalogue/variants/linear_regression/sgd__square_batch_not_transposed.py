"""The rows of a batch are not transposed where they make a square table.

Caught by: hidden/test_sgd.py::test_as_many_rows_as_features
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    X, y = _samples(X, y)
    w, b = np.array(_real(w)), float(b)
    _require_weights(X, w)
    _require_positive("lr", lr)
    _require_not_negative("weight_decay", weight_decay)
    batches = [_checked_batch(batch, k, len(X)) for k, batch in enumerate(batches)]
    for rows in batches:
        r = X[rows] @ w + b - y[rows]
        table = X[rows] if X[rows].shape[0] == X.shape[1] else X[rows].T
        dw, db = table @ r / len(r), float(r.mean())
        w, b = (1 - float(lr) * float(weight_decay)) * w - float(lr) * dw, b - float(lr) * db
    return w, b
