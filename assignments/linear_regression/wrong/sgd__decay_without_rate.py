"""You shrank the weights by λ alone, whatever the learning rate. The decay is part of the gradient: look
at what multiplies a gradient in every update.
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    w, b = 1.0 * w, float(b)
    for rows in batches:
        r = X[rows] @ w + b - y[rows]
        dw, db = X[rows].T @ r / len(rows), float(np.sum(r)) / len(rows)
        w, b = (1 - weight_decay) * w - lr * dw, b - lr * db
    return w, b
