import numpy as np


def loss_gradient(X, y, w, b, lam=0):
    X, y = _samples(X, y)
    w = _real(w)
    _require_weights(X, w)
    if not lam >= 0:
        raise ValueError("lam must be >= 0")
    errors = predict(X, w, b) - y
    gw = np.mean(X * errors[:, np.newaxis], axis=0) + 2 * float(lam) * w
    gb = float(sum(errors))
    return gw, gb
