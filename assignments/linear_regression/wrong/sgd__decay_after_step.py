"""You took the gradient step first and shrank the result, so the step itself is shrunk as well. Look at
which weights the decay factor multiplies.
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    w, b = 1.0 * w, float(b)
    for rows in batches:
        r = X[rows] @ w + b - y[rows]
        dw, db = X[rows].T @ r / len(rows), float(np.sum(r)) / len(rows)
        w, b = (1 - lr * weight_decay) * (w - lr * dw), b - lr * db
    return w, b
