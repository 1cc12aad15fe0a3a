"""Only the first row number of each batch is checked.

Caught by: hidden/test_sgd.py::test_bad_batches_are_refused
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    X, y = _samples(X, y)
    w, b = np.array(_real(w)), float(b)
    _require_weights(X, w)
    _require_positive("lr", lr)
    _require_not_negative("weight_decay", weight_decay)
    batches = list(batches)
    for k, rows in enumerate(batches):
        _checked_batch(rows[:1], k, len(X))
    for rows in batches:
        dw, db = _half_mean_gradient(X[rows % len(X)], y[rows % len(X)], w, b)
        w, b = (1 - float(lr) * float(weight_decay)) * w - float(lr) * dw, b - float(lr) * db
    return w, b
