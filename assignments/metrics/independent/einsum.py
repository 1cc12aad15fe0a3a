"""The assignment ``metrics`` without a count of single cells: labels become rows of 0 and 1, which are multiplied."""

from __future__ import annotations

import numpy as np


def confusion_counts(y, y_hat):
    negative, positive = confusion_matrix(y, y_hat, 2)
    return int(positive[1]), int(negative[1]), int(negative[0]), int(positive[0])


def accuracy(y, y_hat):
    return 1 - error_rate(y, y_hat)


def error_rate(y, y_hat):
    return np.count_nonzero(np.not_equal(*_paired(y, y_hat))) / y.size


def precision(y, y_hat):
    return _weighted(y, y_hat, 0.0)


def recall(y, y_hat):
    return _weighted(y, y_hat, np.inf)


def f1_score(y, y_hat):
    return _weighted(y, y_hat, 1.0)


def f_beta(y, y_hat, beta):
    if beta <= 0:
        raise ValueError("beta must be above 0")
    return _weighted(y, y_hat, beta)


def confusion_matrix(y, y_hat, k):
    truth, prediction = _one_hot(y, y_hat, k)
    return np.einsum("ni,nj->ij", truth, prediction)


def macro_f1(y, y_hat, k):
    truth, prediction = _one_hot(y, y_hat, k)
    hits = np.einsum("nc,nc->c", truth, prediction)
    marked = np.einsum("nc->c", truth + prediction)
    return float(np.average(np.divide(2 * hits, marked, where=marked > 0, out=np.zeros(k))))


def micro_f1(y, y_hat, k):
    truth, prediction = _one_hot(y, y_hat, k)
    return float(np.vdot(truth, prediction) / y.size)


def _weighted(y, y_hat, beta):
    """F-beta from the two ratios; the limits of beta are the ratios themselves."""
    truth, prediction = (table[:, 1] for table in _one_hot(y, y_hat, 2))
    found = int(truth @ prediction)
    if not found:
        return 0.0
    one_over_precision, one_over_recall = prediction.sum() / found, truth.sum() / found
    weight = 1 - 1 / (1 + beta * beta)
    return float(1 / ((1 - weight) * one_over_precision + weight * one_over_recall))


def _one_hot(y, y_hat, k):
    """Both arrays as tables of shape (n, k), with a single 1 in each row."""
    tables = [np.equal.outer(labels, np.arange(k)).astype(np.int64) for labels in _paired(y, y_hat)]
    for table in tables:
        if not table.any(axis=1).all():
            raise ValueError(f"labels must be 0 … {k - 1}")
    return tables


def _paired(y, y_hat):
    if y.ndim != 1 or y_hat.ndim != 1 or y.size != y_hat.size or not y.size:
        raise ValueError("y and y_hat must be two non-empty arrays of one length")
    return y, y_hat
