"""You divided by the number of all samples instead of those in the batch, so every step is too small.
Look at which samples the sum runs over.
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    w, b = 1.0 * w, float(b)
    for rows in batches:
        r = X[rows] @ w + b - y[rows]
        dw, db = X[rows].T @ r / len(X), float(np.sum(r)) / len(X)
        w, b = (1 - lr * weight_decay) * w - lr * dw, b - lr * db
    return w, b
