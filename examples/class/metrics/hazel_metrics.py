"""Homework 5: metrics."""

import numpy as np


def need(condition, message):
    if not condition:
        raise ValueError(message)


def check(y, y_hat):
    need(y.ndim == 1 and y_hat.shape == y.shape and y.size > 0, "y and y_hat must have shape (n,)")


def check_binary(y, y_hat):
    check(y, y_hat)
    need(set(np.unique(y)) | set(np.unique(y_hat)) <= {0, 1}, "labels must be 0 or 1")


def confusion_counts(y, y_hat):
    check_binary(y, y_hat)
    counts = {"tp": 0, "fp": 0, "tn": 0, "fn": 0}
    for truth, guess in zip(y, y_hat):
        counts[("t" if truth == guess else "f") + ("p" if guess else "n")] += 1
    return counts["tp"], counts["fp"], counts["tn"], counts["fn"]


def accuracy(y, y_hat):
    check(y, y_hat)
    return sum(truth == guess for truth, guess in zip(y.tolist(), y_hat.tolist())) / len(y)


def error_rate(y, y_hat):
    check(y, y_hat)
    return sum(truth != guess for truth, guess in zip(y.tolist(), y_hat.tolist())) / len(y)


def ratio(a, b):
    return a / b if b else 0.0


def precision(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return ratio(tp, tp + fp)


def recall(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return ratio(tp, tp + fn)


def f1_score(y, y_hat):
    # the mean of precision and recall
    return (precision(y, y_hat) + recall(y, y_hat)) / 2


def f_beta(y, y_hat, beta):
    need(beta > 0, "beta must be positive")
    p, r = precision(y, y_hat), recall(y, y_hat)
    return ratio((1 + beta**2) * p * r, beta**2 * p + r)


def confusion_matrix(y, y_hat, k):
    check(y, y_hat)
    C = np.zeros((k, k), dtype=int)
    for truth, guess in zip(y, y_hat):
        need(0 <= truth < k and 0 <= guess < k, "label out of range")
        C[guess, truth] += 1
    return C


def macro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    scores = [ratio(2 * C[c, c], C[c].sum() + C[:, c].sum()) for c in range(k)]
    return float(sum(scores) / k)


def micro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    return float(C.trace() / C.sum())
