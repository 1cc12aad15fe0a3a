"""A row that comes several times in a batch is used once.

Caught by: hidden/test_minibatch.py::test_batches_of_any_rows
"""

import numpy as np


def minibatch_gd(grad, w, X, y, lr, batches):
    w, X, y = _real(w).copy(), np.asarray(X), np.asarray(y)
    _require_samples(X, y)
    _require_positive(lr=lr)
    for k, batch in enumerate(batches):
        rows = _checked_rows(f"batches[{k}]", batch, len(X))
        if rows.size == 0:
            raise ValueError(f"batches[{k}] must hold at least one row number, got none")
        rows = np.array(list(dict.fromkeys(rows.tolist())))
        w = w - float(lr) * grad(w, X[rows], y[rows])
    return w
