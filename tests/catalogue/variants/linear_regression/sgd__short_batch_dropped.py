"""A batch shorter than the longest is left out, wherever it is.

From the audit.
Caught by: hidden/test_sgd.py::test_a_short_batch_anywhere
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    X, y = _samples(X, y)
    w, b = np.array(_real(w)), float(b)
    _require_weights(X, w)
    _require_positive("lr", lr)
    _require_not_negative("weight_decay", weight_decay)
    batches = [_checked_batch(batch, k, len(X)) for k, batch in enumerate(batches)]
    size = max(map(len, batches), default=0)
    batches = [rows for rows in batches if len(rows) == size]
    for rows in batches:
        dw, db = _half_mean_gradient(X[rows], y[rows], w, b)
        w, b = (1 - float(lr) * float(weight_decay)) * w - float(lr) * dw, b - float(lr) * db
    return w, b
