"""Losses and risks."""

import math

import numpy as np


def as_float(a):
    a = np.asarray(a)
    return a.astype(np.float64) if a.dtype.kind != "f" else a


def same_row(*arrays):
    arrays = [as_float(a) for a in arrays]
    shape = arrays[0].shape
    if len(shape) != 1 or shape[0] == 0 or any(a.shape != shape for a in arrays):
        raise ValueError("expected arrays of one shape (n,), got " + ", ".join(str(a.shape) for a in arrays))
    return arrays


def check_unit(a):
    a = as_float(a)
    inside = np.logical_and(a >= 0, a <= 1)
    if not np.all(inside):
        raise ValueError("expected probabilities")
    return a


def xlogy(x, y):
    """x ln y, 0 where x is 0"""
    out = np.zeros(np.shape(x))
    where = x > 0
    with np.errstate(divide="ignore"):
        out[where] = x[where] * np.log(y[where])
    return out


def xlog1my(x, y):
    """x ln(1 - y), 0 where x is 0"""
    out = np.zeros(np.shape(x))
    where = x > 0
    with np.errstate(divide="ignore"):
        out[where] = x[where] * np.log1p(-y[where])
    return out


def zero_one(y, y_hat):
    y, y_hat = same_row(y, y_hat)
    return np.where(y != y_hat, 1.0, 0.0)


def squared(y, y_hat):
    y, y_hat = same_row(y, y_hat)
    e = y_hat - y
    return e * e


def absolute(y, y_hat):
    y, y_hat = same_row(y, y_hat)
    return np.abs(y_hat - y)


def negative_log_likelihood(p_true):
    (p,) = same_row(check_unit(p_true))
    with np.errstate(divide="ignore"):
        return -np.log(p)


def mse(y, y_hat):
    return float(squared(y, y_hat).mean())


def binary_cross_entropy(y, p):
    y, p = same_row(check_unit(y), check_unit(p))
    return float(-(xlogy(y, p) + xlog1my(1 - y, p)).sum() / len(y))


def categorical_cross_entropy(Y, P):
    Y, P = check_unit(Y), check_unit(P)
    if Y.ndim != 2 or Y.shape != P.shape or Y.shape[0] == 0:
        raise ValueError("expected two tables (n, K)")
    for sums in (Y.sum(axis=1), P.sum(axis=1)):
        if np.abs(sums - 1).max() > 1e-6:
            raise ValueError("rows have to sum to 1")
    return float(-xlogy(Y, P).sum() / Y.shape[0])


def focal_loss(y, p, gamma):
    y, p = same_row(y, check_unit(p))
    gamma = float(gamma)
    if math.isnan(gamma) or math.isinf(gamma) or gamma < 0:
        raise ValueError("gamma has to be >= 0")
    if set(np.unique(y).tolist()) - {0.0, 1.0}:
        raise ValueError("labels have to be 0 and 1")
    ones, zeros = p[y == 1], p[y == 0]
    with np.errstate(divide="ignore"):
        total = -((1 - ones) ** gamma * np.log(ones)).sum() - (zeros**gamma * np.log1p(-zeros)).sum()
    return float(total / len(y))


def empirical_risk(loss, f, X, y):
    X, y = np.asarray(X), np.asarray(y)
    if y.ndim != 1 or y.shape[0] == 0 or X.shape[:1] != y.shape:
        raise ValueError("X and y do not fit")
    return float(loss(y, f(X)).mean())


def expected_risk(loss, f, joint, xs, ys):
    joint, xs, ys = check_unit(joint), np.asarray(xs), np.asarray(ys)
    if joint.ndim != 2 or ys.ndim != 1 or joint.shape != (xs.shape[0], ys.shape[0]):
        raise ValueError("joint has to be (I, J)")
    if abs(float(joint.sum()) - 1) > 1e-6:
        raise ValueError("joint has to sum to 1")
    y_hat = f(xs)
    risk = 0.0
    for i in range(joint.shape[0]):
        possible = joint[i] > 0
        if possible.any():
            truths = ys[possible]
            costs = loss(truths, np.repeat(y_hat[i : i + 1], len(truths)))
            risk += float((joint[i, possible] * costs).sum())
    return risk


def structural_risk(loss, f, X, y, w, lam, penalty):
    w, lam = as_float(w), float(lam)
    if not 0 <= lam < math.inf:
        raise ValueError("lam has to be >= 0")
    sizes = {"l1": lambda: np.abs(w).sum(), "l2": lambda: np.square(w).sum() / 2}
    if penalty not in sizes:
        raise ValueError("penalty has to be l1 or l2")
    return empirical_risk(loss, f, X, y) + lam * float(sizes[penalty]())
