import numpy as np


def gradient_descent(X, y, lr, steps):
    X = np.asarray(X)
    y = np.asarray(y)
    X = X if X.dtype.kind == "f" else X.astype(np.float64)
    y = y if y.dtype.kind == "f" else y.astype(np.float64)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X is not (n, d): {X.shape}")
    if y.shape != (len(X),):
        raise ValueError(f"y is not (n,): {y.shape}")
    rate = np.float64(lr)
    if not rate > 0:
        raise ValueError("lr must be > 0")
    if steps < 0:
        raise ValueError("steps must be >= 0")
    w = np.zeros(X.shape[1], X.dtype)
    b = 0.0
    for _ in range(steps):
        r = X @ w
        r += b
        r -= y
        w = w - rate * (X.T @ r) / len(X)
        b = float(b - rate * r.mean())
    return w, b
