import numpy as np


def loss_gradient(X, y, w, b, lam=0):
    # regularised linear regression as in the online course: J = 1/(2m) (sum of squares + lambda * w^2)
    X, y = _samples(X, y)
    w = _real(w)
    _require_weights(X, w)
    _require_not_negative("lam", lam)
    m = X.shape[0]
    error = X @ w + float(b) - y
    dw = (X.T @ error + float(lam) * w) / m
    db = error.sum() / m
    return dw, float(db)
