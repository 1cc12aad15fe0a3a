"""Metrics (exercise 5), only half done, I was ill."""

import numpy as np


def confusion_counts(y, y_hat):
    if y.shape != y_hat.shape or y.ndim != 1 or len(y) == 0:
        raise ValueError("y and y_hat do not fit")
    if set(y) - {0, 1} or set(y_hat) - {0, 1}:
        raise ValueError("only 0 and 1")
    return (
        len(y[(y == 1) & (y_hat == 1)]),
        len(y[(y == 0) & (y_hat == 1)]),
        len(y[(y == 0) & (y_hat == 0)]),
        len(y[(y == 1) & (y_hat == 0)]),
    )


def accuracy(y, y_hat):
    if y.shape != y_hat.shape or y.ndim != 1 or len(y) == 0:
        raise ValueError("y and y_hat do not fit")
    return len(y[y == y_hat]) / len(y)


def error_rate(y, y_hat):
    return 1 - accuracy(y, y_hat)


def precision(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return np.float64(tp) / (tp + fp)


def recall(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return np.float64(tp) / (tp + fn)


def f1_score(y, y_hat):
    p, r = precision(y, y_hat), recall(y, y_hat)
    return 2 * p * r / (p + r)


def f_beta(y, y_hat, beta):
    raise NotImplementedError
