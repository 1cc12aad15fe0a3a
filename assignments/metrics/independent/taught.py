"""Metrics step by step, as a lecture teaches them: outcomes are marked, counted, and put into the ratios.

Another right solution, which must earn full marks.
"""

from __future__ import annotations

import numpy as np


def confusion_counts(y, y_hat):
    _check_labels(y, y_hat, 2)
    positive = y == 1
    negative = y == 0
    called_positive = y_hat == 1
    called_negative = y_hat == 0
    tp = np.sum(positive & called_positive)
    fp = np.sum(negative & called_positive)
    tn = np.sum(negative & called_negative)
    fn = np.sum(positive & called_negative)
    return int(tp), int(fp), int(tn), int(fn)


def accuracy(y, y_hat):
    _check_pair(y, y_hat)
    n = len(y)
    right = y_hat == y
    n_right = np.sum(right)
    return float(n_right / n)


def error_rate(y, y_hat):
    _check_pair(y, y_hat)
    n = len(y)
    wrong = y_hat != y
    n_wrong = np.sum(wrong)
    return float(n_wrong / n)


def precision(y, y_hat):
    _check_labels(y, y_hat, 2)
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    fp = int(np.sum((y == 0) & (y_hat == 1)))
    called_positive = tp + fp
    if called_positive == 0:
        return 0.0
    return tp / called_positive


def recall(y, y_hat):
    _check_labels(y, y_hat, 2)
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    fn = int(np.sum((y == 1) & (y_hat == 0)))
    positives = tp + fn
    if positives == 0:
        return 0.0
    return tp / positives


def f1_score(y, y_hat):
    _check_labels(y, y_hat, 2)
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    fp = int(np.sum((y == 0) & (y_hat == 1)))
    fn = int(np.sum((y == 1) & (y_hat == 0)))
    called_positive = tp + fp
    positives = tp + fn
    P = tp / called_positive if called_positive > 0 else 0.0
    R = tp / positives if positives > 0 else 0.0
    if P + R == 0:
        return 0.0
    numerator = 2 * P * R
    denominator = P + R
    return numerator / denominator


def f_beta(y, y_hat, beta):
    if not beta > 0:
        raise ValueError(f"beta must be positive, got {beta}")
    _check_labels(y, y_hat, 2)
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    fp = int(np.sum((y == 0) & (y_hat == 1)))
    fn = int(np.sum((y == 1) & (y_hat == 0)))
    if tp == 0:
        return 0.0
    called_positive = tp + fp
    positives = tp + fn
    P = tp / called_positive
    R = tp / positives
    beta2 = float(beta) ** 2
    weighted_P = beta2 * P
    numerator = (1 + beta2) * P * R
    denominator = weighted_P + R
    return numerator / denominator


def confusion_matrix(y, y_hat, k):
    _check_labels(y, y_hat, k)
    n = len(y)
    C = np.zeros((k, k), dtype=np.int64)
    for s in range(n):
        truth = y[s]
        prediction = y_hat[s]
        C[truth, prediction] += 1
    return C


def macro_f1(y, y_hat, k):
    _check_labels(y, y_hat, k)
    total = 0.0
    for c in range(k):
        truth = y == c
        called = y_hat == c
        tp = int(np.sum(truth & called))
        fp = int(np.sum(~truth & called))
        fn = int(np.sum(truth & ~called))
        P = tp / (tp + fp) if tp + fp > 0 else 0.0
        R = tp / (tp + fn) if tp + fn > 0 else 0.0
        score = 2 * P * R / (P + R) if P + R > 0 else 0.0
        total += score
    return total / k


def micro_f1(y, y_hat, k):
    _check_labels(y, y_hat, k)
    sum_tp = 0
    sum_fp = 0
    sum_fn = 0
    for c in range(k):
        truth = y == c
        called = y_hat == c
        tp = int(np.sum(truth & called))
        fp = int(np.sum(~truth & called))
        fn = int(np.sum(truth & ~called))
        sum_tp += tp
        sum_fp += fp
        sum_fn += fn
    numerator = 2 * sum_tp
    denominator = 2 * sum_tp + sum_fp + sum_fn
    return numerator / denominator


def _check_pair(y, y_hat):
    if y.ndim != 1 or y.shape != y_hat.shape or len(y) == 0:
        raise ValueError(f"y and y_hat must have one shape (n,), n >= 1, got {y.shape} and {y_hat.shape}")


def _check_labels(y, y_hat, k):
    _check_pair(y, y_hat)
    for labels in (y, y_hat):
        if np.any(labels < 0) or np.any(labels >= k):
            raise ValueError(f"labels must be 0 to {k - 1}")
