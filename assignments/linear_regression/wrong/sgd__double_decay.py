"""Your decay is twice too strong: it belongs to a penalty without the ½, as notes 000 write it. Look at
the factor before the squared norm in this task.
"""

import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    w, b = 1.0 * w, float(b)
    for rows in batches:
        r = X[rows] @ w + b - y[rows]
        dw, db = X[rows].T @ r / len(rows), float(np.sum(r)) / len(rows)
        w, b = (1 - 2 * lr * weight_decay) * w - lr * dw, b - lr * db
    return w, b
