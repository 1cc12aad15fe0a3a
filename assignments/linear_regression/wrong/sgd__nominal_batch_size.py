"""You divided every batch by the size of the first one, so a shorter last batch gives too small a step.
Look at which count the mean over a batch needs.
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    w, b = 1.0 * w, float(b)
    for rows in batches:
        r = X[rows] @ w + b - y[rows]
        dw, db = X[rows].T @ r / len(batches[0]), float(np.sum(r)) / len(batches[0])
        w, b = (1 - lr * weight_decay) * w - lr * dw, b - lr * db
    return w, b
