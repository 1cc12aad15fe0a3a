import numpy as np


def gradient_descent(X, y, lr, steps):
    X, y = _samples(X, y)
    if not lr > 0:
        raise ValueError("lr must be positive")
    if steps < 0:
        raise ValueError("steps must not be negative")
    lr = float(lr)
    n, d = X.shape
    w, b = np.zeros(d, dtype=X.dtype), 0.0
    for _ in range(steps):
        w = w - lr * (X.T @ (X @ w + b - y)) / n
        b = b - lr * float(np.mean(X @ w + b - y))
    return w, b
