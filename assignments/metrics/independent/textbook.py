"""The assignment ``metrics`` as the formulas stand in the lecture: counts by comparisons, then one formula each."""

from __future__ import annotations

import numpy as np


def confusion_counts(y, y_hat):
    _check(y, y_hat, 2)
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    fp = int(np.sum((y == 0) & (y_hat == 1)))
    tn = int(np.sum((y == 0) & (y_hat == 0)))
    fn = int(np.sum((y == 1) & (y_hat == 0)))
    return tp, fp, tn, fn


def accuracy(y, y_hat):
    _check(y, y_hat)
    return float(np.sum(y == y_hat) / len(y))


def error_rate(y, y_hat):
    _check(y, y_hat)
    return float(np.sum(y != y_hat) / len(y))


def precision(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    if tp == 0:
        return 0.0
    return tp / (tp + fp)


def recall(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    if tp == 0:
        return 0.0
    return tp / (tp + fn)


def f1_score(y, y_hat):
    P = precision(y, y_hat)
    R = recall(y, y_hat)
    if P + R == 0:
        return 0.0
    return 2 * P * R / (P + R)


def f_beta(y, y_hat, beta):
    if beta <= 0:
        raise ValueError("beta must be above 0")
    P = precision(y, y_hat)
    R = recall(y, y_hat)
    if P + R == 0:
        return 0.0
    return (1 + beta**2) * P * R / (beta**2 * P + R)


def confusion_matrix(y, y_hat, k):
    _check(y, y_hat, k)
    C = np.zeros((k, k), dtype=int)
    for i in range(len(y)):
        C[y[i], y_hat[i]] += 1
    return C


def macro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    scores = []
    for c in range(k):
        tp = C[c, c]
        fp = C[:, c].sum() - tp
        fn = C[c, :].sum() - tp
        if tp == 0:
            scores.append(0.0)
            continue
        P = tp / (tp + fp)
        R = tp / (tp + fn)
        scores.append(2 * P * R / (P + R))
    return float(np.mean(scores))


def micro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    tp = fp = fn = 0
    for c in range(k):
        tp += C[c, c]
        fp += C[:, c].sum() - C[c, c]
        fn += C[c, :].sum() - C[c, c]
    return float(2 * tp / (2 * tp + fp + fn))


def _check(y, y_hat, k=None):
    if y.ndim != 1 or y.shape != y_hat.shape or len(y) == 0:
        raise ValueError("y and y_hat must have one shape (n,)")
    for labels in (y, y_hat):
        if k is not None and not np.all((labels >= 0) & (labels < k)):
            raise ValueError("labels must be 0 to k - 1")
