import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0):
    X, y = _samples(X, y)
    w = np.array(_real(w))
    _require_weights(X, w)
    _require_positive("lr", lr)
    _require_not_negative("weight_decay", weight_decay)
    lr, b = float(lr), float(b)
    shrink = 1 - lr * float(weight_decay)
    index = [_checked_batch(rows, i, len(y)) for i, rows in enumerate(batches)]
    for rows in index:
        error = X[rows] @ w + b - y[rows]
        step = X[rows].T @ error * (lr / len(rows))
        w = w - step
        w = shrink * w
        b -= lr * float(error.sum()) / len(rows)
    return w, b
