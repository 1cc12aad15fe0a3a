"""Losses (not finished)"""

import numpy as np


def check(y, y_hat):
    if np.ndim(y) != 1 or np.shape(y) != np.shape(y_hat) or np.size(y) == 0:
        raise ValueError("y and y_hat must be (n,)")


def widen(a):
    a = np.asarray(a)
    return a if np.issubdtype(a.dtype, np.floating) else a.astype(np.float64)


def zero_one(y, y_hat):
    check(y, y_hat)
    return np.array([float(a != b) for a, b in zip(widen(y), widen(y_hat), strict=True)])


def squared(y, y_hat):
    check(y, y_hat)
    return (widen(y) - widen(y_hat)) ** 2


def absolute(y, y_hat):
    check(y, y_hat)
    return np.abs(widen(y) - widen(y_hat))


def negative_log_likelihood(p_true):
    p = widen(p_true)
    check(p, p)
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("p_true must be between 0 and 1")
    with np.errstate(divide="ignore"):
        return -np.log(p)


def mse(y, y_hat):
    return float(np.mean(squared(y, y_hat)))


def binary_cross_entropy(y, p):
    raise NotImplementedError


def categorical_cross_entropy(Y, P):
    raise NotImplementedError


def focal_loss(y, p, gamma):
    raise NotImplementedError


def empirical_risk(loss, f, X, y):
    X, y = np.asarray(X), np.asarray(y)
    if y.ndim != 1 or y.size == 0 or len(X) != len(y):
        raise ValueError("one truth for each sample")
    losses = loss(y, f(X))
    return float(np.sum(losses) / len(y))


def expected_risk(loss, f, joint, xs, ys):
    raise NotImplementedError


def structural_risk(loss, f, X, y, w, lam, penalty):
    raise NotImplementedError
