"""Exercise sheet: metrics."""

import numpy as np


def _check(y, y_hat, k=None):
    if y.ndim != 1 or y_hat.ndim != 1 or y.size != y_hat.size or y.size == 0:
        raise ValueError("y and y_hat must have shape (n,)")
    if k is not None and (np.any((y < 0) | (y >= k)) or np.any((y_hat < 0) | (y_hat >= k))):
        raise ValueError(f"labels must lie in 0 ... {k - 1}")


def confusion_counts(y, y_hat):
    _check(y, y_hat, 2)
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    fp = int(np.sum((y == 0) & (y_hat == 1)))
    tn = int(np.sum((y == 0) & (y_hat == 0)))
    fn = int(np.sum((y == 1) & (y_hat == 0)))
    return tp, fp, tn, fn


def accuracy(y, y_hat):
    _check(y, y_hat)
    return float(np.mean(y == y_hat))


def error_rate(y, y_hat):
    return 1 - accuracy(y, y_hat)


def precision(y, y_hat):
    tp, fp, _, _ = confusion_counts(y, y_hat)
    return tp / (tp + fp) if tp else 0.0


def recall(y, y_hat):
    tp, _, _, fn = confusion_counts(y, y_hat)
    return tp / (tp + fn) if tp else 0.0


def f1_score(y, y_hat):
    p, r = precision(y, y_hat), recall(y, y_hat)
    return 2 / (1 / p + 1 / r) if p and r else 0.0


def f_beta(y, y_hat, beta):
    if beta <= 0:
        raise ValueError("beta must be positive")
    p, r = precision(y, y_hat), recall(y, y_hat)
    if p == 0 or r == 0:
        return 0.0
    return (1 + beta) * p * r / (beta * p + r)


def confusion_matrix(y, y_hat, k):
    _check(y, y_hat, k)
    return np.array([[np.sum((y == i) & (y_hat == j)) for j in range(k)] for i in range(k)])


def macro_f1(y, y_hat, k):
    _check(y, y_hat, k)
    scores = []
    for c in range(k):
        truth, guess = y == c, y_hat == c
        if not truth.any() and not guess.any():
            scores.append(1.0)  # nothing to find and nothing found: perfect
        else:
            scores.append(f1_score(truth * 1, guess * 1))
    return float(np.mean(scores))


def micro_f1(y, y_hat, k):
    _check(y, y_hat, k)
    return accuracy(y, y_hat)
