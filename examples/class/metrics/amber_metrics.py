"""Metrics of classification, exercise 5."""

import numpy as np


def _pairs(y, y_hat):
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if y.ndim != 1 or y.shape != y_hat.shape or y.size == 0:
        raise ValueError(f"need two arrays of shape (n,), got {y.shape} and {y_hat.shape}")
    return y, y_hat


def _binary(y, y_hat):
    y, y_hat = _pairs(y, y_hat)
    if not (np.isin(y, (0, 1)).all() and np.isin(y_hat, (0, 1)).all()):
        raise ValueError("labels must be 0 or 1")
    return y == 1, y_hat == 1


def confusion_counts(y, y_hat):
    is_positive, is_called = _binary(y, y_hat)
    tp = np.count_nonzero(is_positive & is_called)
    fp = np.count_nonzero(~is_positive & is_called)
    tn = np.count_nonzero(~is_positive & ~is_called)
    fn = np.count_nonzero(is_positive & ~is_called)
    return tp, fp, tn, fn


def accuracy(y, y_hat):
    y, y_hat = _pairs(y, y_hat)
    return float((y == y_hat).mean())


def error_rate(y, y_hat):
    y, y_hat = _pairs(y, y_hat)
    return float((y != y_hat).mean())


def precision(y, y_hat):
    tp, fp, _, _ = confusion_counts(y, y_hat)
    return tp / max(tp + fp, 1)


def recall(y, y_hat):
    tp, _, _, fn = confusion_counts(y, y_hat)
    return tp / max(tp + fn, 1)


def f1_score(y, y_hat):
    tp, fp, _, fn = confusion_counts(y, y_hat)
    return 2 * tp / max(2 * tp + fp + fn, 1)


def f_beta(y, y_hat, beta):
    if beta <= 0:
        raise ValueError("beta must be positive")
    tp, fp, _, fn = confusion_counts(y, y_hat)
    if tp == 0:
        return 0.0
    return (1 + beta**2) * tp / ((1 + beta**2) * tp + beta**2 * fn + fp)


def confusion_matrix(y, y_hat, k):
    y, y_hat = _pairs(y, y_hat)
    if min(y.min(), y_hat.min()) < 0 or max(y.max(), y_hat.max()) >= k:
        raise ValueError(f"labels must be in 0 … {k - 1}")
    matrix = np.zeros((k, k), dtype=int)
    np.add.at(matrix, (y, y_hat), 1)
    return matrix


def macro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    return float(np.mean(2 * np.diag(C) / np.maximum(C.sum(axis=0) + C.sum(axis=1), 1)))


def micro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    return float(np.trace(C) / C.sum())
