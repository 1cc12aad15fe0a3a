"""You used the gradient of the mean of squares without the ½, so the data's part of every step is twice
too long. Look at the factor of the loss in this task.
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    w, b = 1.0 * w, float(b)
    for rows in batches:
        r = X[rows] @ w + b - y[rows]
        dw, db = X[rows].T @ r / len(rows), float(np.sum(r)) / len(rows)
        w, b = (1 - lr * weight_decay) * w - lr * 2 * dw, b - lr * 2 * db
    return w, b
