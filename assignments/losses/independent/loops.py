"""Losses in plain Python: one sample after the other, sums by math.fsum."""

from __future__ import annotations

import math

import numpy as np


def zero_one(y, y_hat):
    return np.array([0.0 if a == b else 1.0 for a, b in _pairs(y, y_hat)])


def squared(y, y_hat):
    return np.array([(a - b) * (a - b) for a, b in _pairs(y, y_hat)], dtype=_kind(y))


def absolute(y, y_hat):
    return np.array([a - b if a > b else b - a for a, b in _pairs(y, y_hat)], dtype=_kind(y))


def negative_log_likelihood(p_true):
    return np.array([_cost(p) for p, _ in _pairs(_shares(p_true), p_true)], dtype=_kind(p_true))


def mse(y, y_hat):
    errors = [a - b for a, b in _pairs(y, y_hat)]
    return math.fsum(e * e for e in errors) / len(errors)


def binary_cross_entropy(y, p):
    losses = []
    for truth, q in _pairs(_shares(y), _shares(p)):
        if truth > 0:
            losses.append(truth * _cost(q))
        if truth < 1:
            losses.append((1 - truth) * _cost_of_rest(q))
    return math.fsum(losses) / len(y)


def categorical_cross_entropy(Y, P):
    Y, P = _shares(Y), _shares(P)
    if Y.ndim != 2 or Y.shape != P.shape or len(Y) == 0:
        raise ValueError("Y and P must be tables of one shape")
    losses = []
    for truth, prediction in zip(Y.tolist(), P.tolist(), strict=True):
        if abs(math.fsum(truth) - 1) > 1e-6 or abs(math.fsum(prediction) - 1) > 1e-6:
            raise ValueError("a row does not sum to 1")
        losses += [t * _cost(q) for t, q in zip(truth, prediction, strict=True) if t > 0]
    return math.fsum(losses) / len(Y)


def focal_loss(y, p, gamma):
    gamma = float(gamma)
    if not 0 <= gamma < math.inf:
        raise ValueError(f"gamma: {gamma}")
    losses = []
    for label, q in _pairs(y, _shares(p)):
        if label == 1:
            losses.append((1 - q) ** gamma * _cost(q))
        elif label == 0:
            losses.append(q**gamma * _cost_of_rest(q))
        else:
            raise ValueError(f"no label: {label}")
    return math.fsum(losses) / len(losses)


def empirical_risk(loss, f, X, y):
    X, y = np.asarray(X), np.asarray(y)
    if y.ndim != 1 or y.size == 0 or X.ndim == 0 or len(X) != len(y):
        raise ValueError("X and y must have one entry for each sample")
    return _mean(loss(y, f(X)))


def expected_risk(loss, f, joint, xs, ys):
    joint, xs, ys = _shares(joint), np.asarray(xs), np.asarray(ys)
    if joint.ndim != 2 or ys.ndim != 1 or joint.shape[0] != len(xs) or joint.shape[1] != len(ys):
        raise ValueError("joint must have a row for each x and a column for each y")
    if abs(math.fsum(joint.ravel().tolist()) - 1) > 1e-6:
        raise ValueError("joint must sum to 1")
    predictions = f(xs)
    risk = []
    for i, row in enumerate(joint.tolist()):
        losses = loss(ys, np.full(len(ys), predictions[i])).tolist()
        risk += [
            probability * cost for probability, cost in zip(row, losses, strict=True) if probability != 0
        ]
    return _total(risk)


def structural_risk(loss, f, X, y, w, lam, penalty):
    lam, weights = float(lam), [float(value) for value in np.asarray(w).ravel()]
    if not 0 <= lam < math.inf:
        raise ValueError(f"lam: {lam}")
    match penalty:
        case "l1":
            size = math.fsum(map(abs, weights))
        case "l2":
            size = math.fsum(value * value for value in weights) / 2
        case _:
            raise ValueError(f"no penalty: {penalty}")
    return empirical_risk(loss, f, X, y) + lam * size


def _pairs(a, b):
    a, b = np.asarray(a), np.asarray(b)
    if a.ndim != 1 or a.shape != b.shape or len(a) == 0:
        raise ValueError(f"two rows of one length are needed, got {a.shape} and {b.shape}")
    return [(float(x), float(y)) for x, y in zip(a, b, strict=True)]


def _shares(p):
    p = np.asarray(p)
    if any(not 0 <= value <= 1 for value in p.ravel().tolist()):
        raise ValueError("a number is no probability")
    return p


def _kind(a):
    a = np.asarray(a)
    return a.dtype if a.dtype.kind == "f" else np.float64


def _cost(p):
    return -math.log(p) if p > 0 else math.inf


def _cost_of_rest(p):
    return -math.log1p(-p) if p < 1 else math.inf


def _mean(losses):
    return _total(np.asarray(losses).tolist()) / len(losses)


def _total(values):
    return math.inf if math.inf in values else math.fsum(values)
