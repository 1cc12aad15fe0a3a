"""Losses and risks step by step, as a lecture teaches them: each quantity has its name.

Another right solution, which must earn full marks.
"""

from __future__ import annotations

import math

import numpy as np


def zero_one(y, y_hat):
    y, y_hat = _real(y), _real(y_hat)
    _check(y, y_hat)
    wrong = y != y_hat
    return wrong.astype(np.float64)


def squared(y, y_hat):
    y, y_hat = _real(y), _real(y_hat)
    _check(y, y_hat)
    errors = y - y_hat
    return errors**2


def absolute(y, y_hat):
    y, y_hat = _real(y), _real(y_hat)
    _check(y, y_hat)
    errors = y - y_hat
    return np.abs(errors)


def negative_log_likelihood(p_true):
    p_true = _probability("p_true", p_true)
    _check(p_true, p_true)
    with np.errstate(divide="ignore"):
        log_p = np.log(p_true)
    return -log_p


def mse(y, y_hat):
    y, y_hat = _real(y), _real(y_hat)
    _check(y, y_hat)
    n = len(y)
    errors = y - y_hat
    squares = errors**2
    total = np.sum(squares)
    return float(total / n)


def binary_cross_entropy(y, p):
    y, p = _probability("y", y), _probability("p", p)
    _check(y, p)
    n = len(y)
    total = 0.0
    with np.errstate(divide="ignore"):
        log_p = np.log(p)
        log_rest = np.log1p(-p)
    for i in range(n):
        if y[i] > 0:
            total = total - y[i] * log_p[i]
        if y[i] < 1:
            total = total - (1 - y[i]) * log_rest[i]
    return float(total / n)


def categorical_cross_entropy(Y, P):
    Y, P = _probability("Y", Y), _probability("P", P)
    if Y.ndim != 2 or Y.shape != P.shape or len(Y) == 0:
        raise ValueError(f"Y and P must be (n, K), got {Y.shape} and {P.shape}")
    _check_rows("Y", Y)
    _check_rows("P", P)
    n = len(Y)
    counts = Y > 0
    weights = Y[counts]
    with np.errstate(divide="ignore"):
        log_p = np.log(P[counts])
    products = weights * log_p
    total = np.sum(products)
    return float(-total / n)


def focal_loss(y, p, gamma):
    y, p, gamma = _probability("y", y), _probability("p", p), float(gamma)
    _check(y, p)
    if not np.all((y == 0) | (y == 1)):
        raise ValueError("y must hold labels 0 and 1")
    if not (gamma >= 0 and math.isfinite(gamma)):
        raise ValueError(f"gamma must be finite and >= 0, got {gamma}")
    n = len(y)
    losses = np.zeros(n)
    for i in range(n):
        if y[i] == 1:
            q = float(p[i])
            rest = 1 - q
            log_q = math.log(q) if q > 0 else -math.inf
        else:
            rest = float(p[i])
            log_q = math.log1p(-rest) if rest < 1 else -math.inf
        weight = rest**gamma
        losses[i] = -weight * log_q
    total = np.sum(losses)
    return float(total / n)


def empirical_risk(loss, f, X, y):
    X, y = np.asarray(X), np.asarray(y)
    if y.ndim != 1 or len(y) == 0 or X.ndim == 0 or len(X) != len(y):
        raise ValueError(f"y must be (n,) for n rows of X, got {y.shape} and {X.shape}")
    n = len(y)
    predictions = f(X)
    losses = loss(y, predictions)
    total = np.sum(losses)
    return float(total / n)


def expected_risk(loss, f, joint, xs, ys):
    joint, xs, ys = _probability("joint", joint), np.asarray(xs), np.asarray(ys)
    if joint.ndim != 2 or ys.ndim != 1 or joint.shape != (len(xs), len(ys)):
        raise ValueError(f"joint must be (I, J), got {joint.shape}")
    if abs(np.sum(joint) - 1) > 1e-6:
        raise ValueError("joint must sum to 1")
    predictions = f(xs)
    risk = 0.0
    for j in range(len(ys)):
        truth = np.full(len(xs), ys[j])
        losses = loss(truth, predictions)
        column = joint[:, j]
        occurs = column > 0
        products = column[occurs] * losses[occurs]
        risk = risk + np.sum(products)
    return float(risk)


def structural_risk(loss, f, X, y, w, lam, penalty):
    X, y, w, lam = np.asarray(X), np.asarray(y), _real(w), float(lam)
    if y.ndim != 1 or len(y) == 0 or X.ndim == 0 or len(X) != len(y):
        raise ValueError(f"y must be (n,) for n rows of X, got {y.shape} and {X.shape}")
    if not (lam >= 0 and math.isfinite(lam)):
        raise ValueError(f"lam must be finite and >= 0, got {lam}")
    if penalty not in ("l1", "l2"):
        raise ValueError(f"penalty must be l1 or l2, got {penalty}")
    n = len(y)
    predictions = f(X)
    losses = loss(y, predictions)
    risk = np.sum(losses) / n
    if penalty == "l1":
        sizes = np.abs(w)
        norm = np.sum(sizes)
    else:
        squares = w**2
        norm = 0.5 * np.sum(squares)
    return float(risk + lam * norm)


def _real(values):
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _check(first, second):
    if first.ndim != 1 or len(first) == 0 or first.shape != second.shape:
        raise ValueError(f"arrays must be (n,), n >= 1, got {first.shape} and {second.shape}")


def _probability(name, p):
    p = _real(p)
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError(f"{name} must be from 0 to 1")
    return p


def _check_rows(name, rows):
    if np.any(np.abs(np.sum(rows, axis=1) - 1) > 1e-6):
        raise ValueError(f"rows of {name} must sum to 1")
