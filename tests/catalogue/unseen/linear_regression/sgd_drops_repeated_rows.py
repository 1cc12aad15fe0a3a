import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0):
    X, y = _samples(X, y)
    w = np.array(_real(w))
    _require_weights(X, w)
    _require_positive("lr", lr)
    _require_not_negative("weight_decay", weight_decay)
    lr, lam, b = float(lr), float(weight_decay), float(b)
    n = X.shape[0]
    for batch in batches:
        if len(batch) == 0 or min(batch) < 0 or max(batch) >= n:
            raise ValueError("bad batch in batches")
    for batch in batches:
        used = np.zeros(n, dtype=bool)
        used[np.asarray(batch)] = True
        Xb, yb = X[used], y[used]
        res = Xb @ w + b - yb
        w = (1 - lr * lam) * w - lr * (Xb.T @ res) / len(yb)
        b = b - lr * float(res.mean())
    return w, b
