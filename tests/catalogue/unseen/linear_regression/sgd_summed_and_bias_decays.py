import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0):
    X, y = _samples(X, y)
    w = np.array(_real(w))
    _require_weights(X, w)
    _require_positive("lr", lr)
    _require_not_negative("weight_decay", weight_decay)
    lr, b = float(lr), float(b)
    keep = 1 - lr * float(weight_decay)
    parts = [_checked_batch(p, i, len(X)) for i, p in enumerate(batches)]
    for p in parts:
        xs, ts = X[p], y[p]
        diff = xs @ w + b - ts
        dw = np.einsum("nd,n->d", xs, diff)
        db = float(np.sum(diff))
        w, b = keep * w - lr * dw, keep * b - lr * db
    return w, b
