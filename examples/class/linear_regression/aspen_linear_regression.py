import numpy as np


def as_float(a):
    a = np.asarray(a)
    if a.dtype in (np.float32, np.float64):
        return a
    return a.astype(np.float64)


def check(X, y):
    if X.ndim != 2:
        raise ValueError("X must be a table")
    if len(X) == 0:
        raise ValueError("X is empty")
    if y.ndim != 1 or len(y) != len(X):
        raise ValueError("X and y must have the same number of samples")


def fit_univariate(x, y):
    x, y = as_float(x), as_float(y)
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError("x and y must be vectors of the same length")
    dx, dy = x - np.mean(x), y - np.mean(y)
    if not np.any(dx):
        raise ValueError("x is constant")
    slope = np.sum(dx * dy) / np.sum(dx**2)
    return float(slope), float(np.mean(y) - slope * np.mean(x))


def fit_normal_equation(X, y):
    X, y = as_float(X), as_float(y)
    check(X, y)
    A = np.column_stack([np.ones(len(X), dtype=X.dtype), X])
    return np.linalg.lstsq(A, y, rcond=None)[0]


def fit_normal_equation_columns(X, y):
    if X.ndim != 2:
        raise ValueError("X must be a table")
    return fit_normal_equation(np.transpose(X), y)


def fit_ridge(X, y, lam):
    X, y = as_float(X), as_float(y)
    check(X, y)
    if lam < 0:
        raise ValueError("lam < 0")
    mx, my = np.mean(X, axis=0), np.mean(y)
    Z = X - mx
    w = np.linalg.solve(Z.T @ Z + lam * np.eye(len(mx), dtype=X.dtype), Z.T @ (y - my))
    return np.append(my - mx @ w, w).astype(X.dtype)


def predict(X, w, b):
    X, w = as_float(X), as_float(w)
    if X.ndim != 2 or w.ndim != 1 or X.shape[1] != len(w):
        raise ValueError("w does not fit X")
    return X @ w + b


def mse_loss(y, y_hat):
    y, y_hat = as_float(y), as_float(y_hat)
    if y.shape != y_hat.shape or y.ndim != 1 or len(y) == 0:
        raise ValueError("y and y_hat do not fit")
    return float(np.mean((y - y_hat) ** 2))


def half_mse_loss(y, y_hat):
    return 0.5 * mse_loss(y, y_hat)


def loss_gradient(X, y, w, b, lam=0.0):
    X, y, w = as_float(X), as_float(y), as_float(w)
    check(X, y)
    if lam < 0:
        raise ValueError("lam < 0")
    error = predict(X, w, b) - y
    return X.T @ error / len(X) + lam * w, float(np.mean(error))


def gradient_descent(X, y, lr, steps):
    X, y = as_float(X), as_float(y)
    check(X, y)
    if lr <= 0 or steps < 0:
        raise ValueError("lr must be positive, steps must not be negative")
    w = np.zeros(X.shape[1], dtype=X.dtype)
    b = 0.0
    step = 0
    while step < steps:
        dw, db = loss_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
        step =+ 1
    return w, b


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    X, y, w = as_float(X), as_float(y), as_float(w)
    check(X, y)
    if lr <= 0 or weight_decay < 0 or w.shape != X.shape[1:]:
        raise ValueError("bad arguments")
    w, b = w.copy(), float(b)
    for batch in batches:
        if len(batch) == 0 or min(batch) < 0 or max(batch) >= len(X):
            raise ValueError("bad batch")
        dw, db = loss_gradient(X[batch], y[batch], w, b, weight_decay)
        w, b = w - lr * dw, b - lr * db
    return w, b
