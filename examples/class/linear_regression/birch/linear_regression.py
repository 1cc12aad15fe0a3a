import math

import numpy as np

from vectors import check_table, check_weights, dot, mean, number_type, rows_of


def fit_univariate(x, y):
    if np.ndim(x) != 1 or np.ndim(y) != 1 or len(x) != len(y):
        raise ValueError("x and y must be two equally long lists")
    xs = [float(value) for value in x]
    ys = [float(value) for value in y]
    if len(set(xs)) < 2:
        raise ValueError("all points lie above each other")
    x_bar = mean(xs)
    y_bar = mean(ys)
    covariance = 0.0
    variance = 0.0
    for i in range(len(xs)):
        covariance += (xs[i] - x_bar) * (ys[i] - y_bar)
        variance += (xs[i] - x_bar) ** 2
    slope = covariance / variance
    intercept = y_bar - slope * x_bar
    return slope, intercept


def fit_normal_equation(X, y):
    check_table(X, y)
    table = []
    for row in rows_of(X):
        table.append([1.0] + row)
    # pseudo-inverse by hand: singular values that are zero up to rounding are left out
    U, s, Vt = np.linalg.svd(np.array(table), full_matrices=False)
    theta = np.zeros(len(table[0]))
    for k in range(len(s)):
        if s[k] > 1e-10 * s[0]:
            theta += (U[:, k] @ np.asarray(y, dtype=float)) / s[k] * Vt[k]
    return theta.astype(number_type(X, y))


def fit_normal_equation_columns(X, y):
    if np.ndim(X) != 2:
        raise ValueError("X needs two axes")
    samples = []
    for j in range(np.shape(X)[1]):
        samples.append(np.asarray(X)[:, j])
    theta = fit_normal_equation(np.array(samples).reshape(-1, len(X)), y)
    return theta.astype(number_type(X, y))


def fit_ridge(X, y, lam):
    check_table(X, y)
    if lam < 0:
        raise ValueError("lam is negative")
    # A penalty on w is the same as d more samples: sqrt(lam) in one feature, target 0, and no intercept.
    n, d = np.shape(X)
    X64 = np.asarray(X, dtype=float)
    y64 = np.asarray(y, dtype=float)
    x_bar = [mean(X64[:, j]) for j in range(d)]
    y_bar = mean(y64)
    table = np.zeros((n + d, d))
    target = np.zeros(n + d)
    for i in range(n):
        for j in range(d):
            table[i, j] = X64[i, j] - x_bar[j]
        target[i] = y64[i] - y_bar
    for j in range(d):
        table[n + j, j] = math.sqrt(lam)
    w, *_ = np.linalg.lstsq(table, target, rcond=None)
    theta = [y_bar - dot(x_bar, w)]
    for value in w:
        theta.append(value)
    return np.array(theta, dtype=number_type(X, y))


def predict(X, w, b):
    check_weights(X, w)
    weights = [float(value) for value in w]
    result = []
    for row in rows_of(X):
        result.append(dot(row, weights) + float(b))
    return np.array(result, dtype=number_type(X, w))


def mse_loss(y, y_hat):
    if np.ndim(y) != 1 or np.ndim(y_hat) != 1 or len(y) != len(y_hat) or len(y) == 0:
        raise ValueError("y and y_hat must be two equally long lists")
    squares = []
    for truth, guess in zip(y, y_hat):
        squares.append((float(guess) - float(truth)) ** 2)
    return mean(squares)


def half_mse_loss(y, y_hat):
    return 0.5 * mse_loss(y, y_hat)


def loss_gradient(X, y, w, b, lam=0.0):
    check_table(X, y)
    check_weights(X, w)
    if lam < 0:
        raise ValueError("lam is negative")
    weights = [float(value) for value in w]
    n, d = np.shape(X)
    dw = [0.0] * d
    db = 0.0
    for row, target in zip(rows_of(X), y):
        error = dot(row, weights) + float(b) - float(target)
        for j in range(d):
            dw[j] += error * row[j] / n
        db += error / n
    for j in range(d):
        dw[j] += lam * weights[j]
    return np.array(dw, dtype=number_type(X, y, w)), db


def gradient_descent(X, y, lr, steps):
    check_table(X, y)
    if lr <= 0:
        raise ValueError("lr must be positive")
    if steps < 0:
        raise ValueError("steps is negative")
    w = np.zeros(np.shape(X)[1])
    b = 0.0
    for _ in range(steps):
        dw, db = loss_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w.astype(number_type(X, y)), b


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    check_table(X, y)
    check_weights(X, w)
    if lr <= 0 or weight_decay < 0:
        raise ValueError("lr must be positive and weight_decay not negative")
    kind = number_type(X, y, w)
    X, y, w, b = np.array(X, dtype=float), np.array(y, dtype=float), np.array(w, dtype=float), float(b)
    for batch in batches:
        if len(batch) == 0:
            raise ValueError("empty batch")
        for row in batch:
            if row < 0 or row >= len(X):
                raise ValueError(f"there is no row {row}")
        dw, db = loss_gradient(X[batch], y[batch], w, b, weight_decay)
        w = w - lr * dw
        b = b - lr * db
    return w.astype(kind), b
