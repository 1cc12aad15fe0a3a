"""The last batch is left out where it is shorter than the one before.

From the audit.
Caught by: hidden/test_sgd.py::test_short_last_batch
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    X, y = _samples(X, y)
    w, b = np.array(_real(w)), float(b)
    _require_weights(X, w)
    _require_positive("lr", lr)
    _require_not_negative("weight_decay", weight_decay)
    batches = [_checked_batch(batch, k, len(X)) for k, batch in enumerate(batches)]
    if len(batches) > 1 and len(batches[-1]) < len(batches[-2]):
        batches = batches[:-1]
    for rows in batches:
        dw, db = _half_mean_gradient(X[rows], y[rows], w, b)
        w, b = (1 - float(lr) * float(weight_decay)) * w - float(lr) * dw, b - float(lr) * db
    return w, b
