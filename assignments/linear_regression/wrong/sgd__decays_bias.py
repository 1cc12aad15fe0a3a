"""You shrank the bias together with the weights. Look at which of the two update formulas holds λ.
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    w, b = 1.0 * w, float(b)
    for rows in batches:
        r = X[rows] @ w + b - y[rows]
        dw, db = X[rows].T @ r / len(rows), float(np.sum(r)) / len(rows)
        w, b = (1 - lr * weight_decay) * w - lr * dw, (1 - lr * weight_decay) * b - lr * db
    return w, b
