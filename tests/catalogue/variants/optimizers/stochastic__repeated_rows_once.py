"""A row that comes several times in the order is used once.

Caught by: hidden/test_stochastic.py::test_several_epochs
"""

import numpy as np


def stochastic_gd(grad, w, X, y, lr, order):
    w, X, y = _real(w).copy(), np.asarray(X), np.asarray(y)
    _require_samples(X, y)
    _require_positive(lr=lr)
    for i in dict.fromkeys(_checked_rows("order", order, len(X)).tolist()):
        w = w - float(lr) * grad(w, X[[i]], y[[i]])
    return w
