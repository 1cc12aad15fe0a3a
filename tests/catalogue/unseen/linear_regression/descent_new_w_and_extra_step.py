import numpy as np


def gradient_descent(X, y, lr, steps):
    X, y = _samples(X, y)
    _require_positive("lr", lr)
    _require_not_negative("steps", steps)
    lr = float(lr)
    n, d = X.shape
    w = np.zeros(d, dtype=X.dtype)
    b = 0.0
    t = 0
    while t <= steps:
        w = w - lr * (X.T @ (X @ w + b - y)) / n
        b = b - lr * np.sum(X @ w + b - y) / n
        t = t + 1
    return w, float(b)
