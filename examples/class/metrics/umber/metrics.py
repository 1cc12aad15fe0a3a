"""All metrics from one table, kept in `scores`, so that nothing is counted twice."""

import numpy as np


def check(y, y_hat, k):
    if y.ndim != 1 or y.shape != y_hat.shape or y.size == 0:
        raise ValueError("y and y_hat must be flat, equally long and not empty")
    if not all(0 <= label < k for label in [*y, *y_hat]):
        raise ValueError(f"labels must be whole numbers below {k}")


def confusion_matrix(y, y_hat, k, counts={}):
    check(y, y_hat, k)
    for pair in zip(y.tolist(), y_hat.tolist()):
        counts[pair] = counts.get(pair, 0) + 1
    return np.array([[counts.get((i, j), 0) for j in range(k)] for i in range(k)])


def _outcomes(y, y_hat):
    check(y, y_hat, 2)
    seen = [[0, 0], [0, 0]]
    for truth, guess in zip(y, y_hat):
        seen[truth][guess] += 1
    return seen


def confusion_counts(y, y_hat):
    (tn, fp), (fn, tp) = _outcomes(y, y_hat)
    return tp, fp, tn, fn


def accuracy(y, y_hat):
    (tn, fp), (fn, tp) = _outcomes(y, y_hat)
    return (tp + tn) / (tp + fp + tn + fn)


def error_rate(y, y_hat):
    (tn, fp), (fn, tp) = _outcomes(y, y_hat)
    return (fp + fn) / (tp + fp + tn + fn)


def precision(y, y_hat):
    (_, fp), (_, tp) = _outcomes(y, y_hat)
    return tp / (tp + fp) if tp + fp else 0.0


def recall(y, y_hat):
    _, (fn, tp) = _outcomes(y, y_hat)
    return tp / (tp + fn) if tp + fn else 0.0


def f1_score(y, y_hat):
    (_, fp), (fn, tp) = _outcomes(y, y_hat)
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def f_beta(y, y_hat, beta):
    if not beta > 0:
        raise ValueError("beta must be above 0")
    (_, fp), (fn, tp) = _outcomes(y, y_hat)
    return (1 + beta**2) * tp / ((1 + beta**2) * tp + beta**2 * fn + fp) if tp else 0.0


def macro_f1(y, y_hat, k):
    check(y, y_hat, k)
    present = sorted(set(y.tolist()))
    return sum(f1_score(1 * (y == c), 1 * (y_hat == c)) for c in present) / len(present)


def micro_f1(y, y_hat, k):
    check(y, y_hat, k)
    return float(np.mean(y == y_hat))
