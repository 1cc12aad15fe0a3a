"""You moved the bias first and then took the weights' derivative at the new bias. Look at which point
both derivatives of one update belong to.
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    w, b = 1.0 * w, float(b)
    for rows in batches:
        r = X[rows] @ w + b - y[rows]
        dw, db = X[rows].T @ r / len(rows), float(np.sum(r)) / len(rows)
        b = b - lr * db
        r = X[rows] @ w + b - y[rows]
        w = (1 - lr * weight_decay) * w - lr * (X[rows].T @ r / len(rows))
    return w, b
