"""An array of booleans is accepted as an order of row numbers.

Caught by: hidden/test_stochastic.py::test_bad_arguments_are_refused
"""

import numpy as np


def stochastic_gd(grad, w, X, y, lr, order):
    w, X, y = _real(w).copy(), np.asarray(X), np.asarray(y)
    _require_samples(X, y)
    _require_positive(lr=lr)
    order = np.asarray(order)
    if order.dtype == bool:
        order = order.astype(np.int64)
    for i in _checked_rows("order", order, len(X)):
        w = w - float(lr) * grad(w, X[[i]], y[[i]])
    return w
