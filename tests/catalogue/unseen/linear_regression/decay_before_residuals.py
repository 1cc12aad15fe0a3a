import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0):
    X, y = _samples(X, y)
    w, b = _real(w), float(b)
    _require_weights(X, w)
    _require_positive("lr", lr)
    _require_not_negative("weight_decay", weight_decay)
    lr, weight_decay = float(lr), float(weight_decay)
    checked = [_checked_batch(batch, i, len(X)) for i, batch in enumerate(batches)]
    w = w.copy()
    for rows in checked:
        # decoupled weight decay as in AdamW: shrink, then step
        w = w * (1 - lr * weight_decay)
        xb, yb = X[rows], y[rows]
        residual = xb @ w + b - yb
        w = w - lr * (residual[:, None] * xb).mean(axis=0)
        b = b - lr * float(residual.mean())
    return w, b
