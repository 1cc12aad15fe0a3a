"""You added the contributions of a batch up and did not average them, so larger batches give larger
steps. Look at the factor before the sum.
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    w, b = 1.0 * w, float(b)
    for rows in batches:
        r = X[rows] @ w + b - y[rows]
        dw, db = X[rows].T @ r / 1, float(np.sum(r)) / 1
        w, b = (1 - lr * weight_decay) * w - lr * dw, b - lr * db
    return w, b
