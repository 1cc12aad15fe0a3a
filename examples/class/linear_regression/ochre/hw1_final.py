# hw1 final version!!

import numpy as np


def fit_univariate(x, y):
    # y = b0 + b1 * x
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    if x.ndim != 1 or x.shape != y.shape or x.min() == x.max():
        raise ValueError("bad input")
    b1 = np.sum((x - x.mean()) * (y - y.mean())) / np.sum((x - x.mean()) ** 2)
    b0 = y.mean() - b1 * x.mean()
    return float(b0), float(b1)


def fit_normal_equation(X, y):
    if X.ndim != 2 or y.shape != (X.shape[0],) or len(y) == 0:
        raise ValueError("bad input")
    # append the column for the bias
    A = np.concatenate((X, np.ones((X.shape[0], 1), dtype=X.dtype)), axis=1)
    solution, residuals, rank, s = np.linalg.lstsq(A, y, rcond=None)
    return solution


def fit_normal_equation_columns(X, y):
    if X.ndim != 2 or y.shape != (X.shape[1],) or len(y) == 0:
        raise ValueError("bad input")
    A = np.concatenate((np.ones((1, X.shape[1]), dtype=X.dtype), X), axis=0)
    return np.linalg.lstsq(A.T, y, rcond=None)[0]


def fit_ridge(X, y, lam):
    if X.ndim != 2 or y.shape != (X.shape[0],) or len(y) == 0 or lam < 0:
        raise ValueError("bad input")
    Xm = X - np.mean(X, axis=0)
    ym = y - np.mean(y)
    identity = np.eye(X.shape[1], dtype=Xm.dtype)
    b1 = np.linalg.solve(np.dot(Xm.T, Xm) + lam * identity, np.dot(Xm.T, ym))
    b0 = np.mean(y) - np.dot(np.mean(X, axis=0), b1)
    return np.concatenate(([b0], b1))


def predict(X, w, b):
    if X.ndim != 2 or w.shape != (X.shape[1],):
        raise ValueError("bad input")
    # w as a column so that the matrix product is a column as in the lecture
    return np.dot(X, w.reshape(-1, 1)) + b


def mse_loss(y, y_hat):
    if y.shape != y_hat.shape or y.ndim != 1 or len(y) == 0:
        raise ValueError("bad input")
    return float(np.mean((y.astype(float) - y_hat.astype(float)) ** 2))


def half_mse_loss(y, y_hat):
    return mse_loss(y, y_hat) / 2


def loss_gradient(X, y, w, b, lam=0.0):
    if X.ndim != 2 or y.shape != (X.shape[0],) or w.shape != (X.shape[1],) or len(y) == 0 or lam < 0:
        raise ValueError("bad input")
    error = np.dot(X, w) + b - y
    dw = np.dot(X.T, error) / len(y) + lam * w
    return dw, float(np.mean(error))


def gradient_descent(X, y, lr, steps):
    if lr <= 0 or steps < 0 or X.ndim != 2:
        raise ValueError("bad input")
    w = np.zeros(X.shape[1], dtype=np.float32 if X.dtype == np.float32 else float)
    b = 0.0
    for step in range(steps):
        dw, db = loss_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    if lr <= 0 or weight_decay < 0 or X.ndim != 2 or w.shape != (X.shape[1],) or y.shape != (X.shape[0],):
        raise ValueError("bad input")
    w = w * 1.0
    b = float(b)
    for batch in batches:
        if len(batch) == 0 or np.any(batch < 0) or np.any(batch >= len(y)):
            raise ValueError("bad input")
        dw, db = loss_gradient(X[batch], y[batch], w, b, weight_decay)
        w = w - lr * dw
        b = b - lr * db
    return w, b
