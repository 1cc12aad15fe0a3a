import numpy as np


def gradient_descent(X, y, lr, steps):
    X = np.asarray(X)
    y = np.asarray(y)
    if not np.issubdtype(X.dtype, np.floating):
        X = X.astype(np.float64)
    if not np.issubdtype(y.dtype, np.floating):
        y = y.astype(np.float64)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X needs shape (n, d)")
    if y.shape != (X.shape[0],):
        raise ValueError("y needs shape (n,)")
    eta = float(lr)
    if not eta > 0:
        raise ValueError("lr must be positive")
    if steps < 0:
        raise ValueError("steps must not be negative")
    n = len(y)
    weights = np.zeros_like(X[0])
    bias = float(np.mean(y))
    k = 0
    while k < steps:
        residual = X @ weights + bias - y
        grad_w = (X * residual[:, None]).sum(axis=0) / n
        grad_b = float(residual.sum()) / n
        weights = weights - eta * grad_w
        bias = bias - eta * grad_b
        k += 1
    return weights, bias
