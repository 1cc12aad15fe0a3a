import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0):
    X, y = _samples(X, y)
    w, b = np.array(_real(w)), float(b)
    _require_weights(X, w)
    _require_positive("lr", lr)
    _require_not_negative("weight_decay", weight_decay)
    lr, wd = float(lr), float(weight_decay)
    n = len(X)
    for batch in batches:
        rows = np.asarray(batch)
        if rows.size == 0:
            raise ValueError("batches: empty batch")
        if rows.min() < 0 or rows.max() > n - 1:
            raise ValueError("batches: row number out of range")
        chosen = np.zeros(n, dtype=bool)
        chosen[rows] = True
        Xb, yb = X[chosen], y[chosen]
        r = Xb @ w + b - yb
        gw = Xb.T @ r / len(r)
        gb = r.sum() / len(r)
        w = (1 - lr * wd) * w - lr * gw
        b = b - lr * float(gb)
    return w, b
