"""Losses by selection: only what counts is ever computed, and sums are dot products."""

from __future__ import annotations

from math import inf

import numpy as np


def zero_one(y, y_hat):
    y, y_hat = pair(y, y_hat)
    return 1.0 - np.equal(y, y_hat)


def squared(y, y_hat):
    y, y_hat = pair(y, y_hat)
    return np.power(y_hat - y, 2)


def absolute(y, y_hat):
    y, y_hat = pair(y, y_hat)
    return np.maximum(y, y_hat) - np.minimum(y, y_hat)


def negative_log_likelihood(p_true):
    p, _ = pair(share(p_true), share(p_true))
    return cost(p)


def mse(y, y_hat):
    y, y_hat = pair(y, y_hat)
    return np.dot(y - y_hat, y - y_hat) / y.size


def binary_cross_entropy(y, p):
    y, p = pair(share(y), share(p))
    one, zero = y > 0, y < 1
    return (np.dot(y[one], cost(p[one])) + np.dot(1 - y[zero], cost_of_rest(p[zero]))) / y.size


def categorical_cross_entropy(Y, P):
    Y, P = share(Y), share(P)
    demand(Y.ndim == 2 and Y.shape == P.shape and len(Y) > 0, "Y and P are (n, K)")
    for table in Y, P:
        demand(
            np.allclose(table @ np.ones(table.shape[1], table.dtype), 1, rtol=0, atol=1e-6), "rows sum to 1"
        )
    rows, classes = Y.nonzero()
    return np.einsum("i,i->", Y[rows, classes], cost(P[rows, classes])) / len(Y)


def focal_loss(y, p, gamma):
    y, p = pair(share(y), share(p))
    gamma = float(gamma)
    demand(bool(np.isin(y, (0, 1)).all()), "labels are 0 and 1")
    demand(0 <= gamma < inf, "gamma is finite and >= 0")
    ones, zeros = p[y == 1], p[y == 0]
    total = np.dot((1 - ones) ** gamma, cost(ones)) + np.dot(zeros**gamma, cost_of_rest(zeros))
    return total / y.size


def empirical_risk(loss, f, X, y):
    X, y = np.asarray(X), np.asarray(y)
    demand(y.ndim == 1 and y.size > 0 and X.shape[:1] == y.shape, "one truth for each row of X")
    return np.average(loss(y, f(X)))


def expected_risk(loss, f, joint, xs, ys):
    joint, xs, ys = share(joint), np.asarray(xs), np.asarray(ys)
    demand(ys.ndim == 1 and joint.ndim == 2 and joint.shape == (len(xs), len(ys)), "joint is (I, J)")
    demand(abs(joint.sum() - 1) <= 1e-6, "joint sums to 1")
    truths, predictions = np.tile(ys, len(xs)), np.repeat(f(xs), len(ys))
    losses = np.where(joint.ravel() > 0, loss(truths, predictions), 0)
    return np.einsum("k,k->", joint.ravel(), losses)


def structural_risk(loss, f, X, y, w, lam, penalty):
    w, lam = floats(w).ravel(), float(lam)
    demand(0 <= lam < inf, "lam is finite and >= 0")
    demand(penalty in ("l1", "l2"), "penalty is l1 or l2")
    size = np.linalg.norm(w, 1) if penalty == "l1" else np.dot(w, w) / 2
    return empirical_risk(loss, f, X, y) + lam * size


def demand(condition, words):
    if not condition:
        raise ValueError(words)


def floats(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def pair(a, b):
    a, b = floats(a), floats(b)
    demand(
        a.ndim == 1 and a.size > 0 and a.shape == b.shape,
        f"two arrays (n,) are needed, got {a.shape}, {b.shape}",
    )
    return a, b


def share(p):
    p = floats(p)
    demand(bool(np.all(np.logical_and(p >= 0, p <= 1))), "probabilities are from 0 to 1")
    return p


def cost(p):
    with np.errstate(divide="ignore"):
        return -np.log(p)


def cost_of_rest(p):
    with np.errstate(divide="ignore"):
        return -np.log1p(-p)
