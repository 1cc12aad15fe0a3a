import os

import numpy as np


def confusion_counts(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    fp = int(np.sum((y == 0) & (y_hat == 1)))
    tn = int(np.sum((y == 0) & (y_hat == 0)))
    fn = int(np.sum((y == 1) & (y_hat == 0)))
    return tp, fp, tn, fn


def accuracy(y, y_hat):
    return float(np.mean(y == y_hat))


def error_rate(y, y_hat):
    return float(np.mean(y != y_hat))


def precision(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return tp / (tp + fp) if tp + fp else 0.0


def recall(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return tp / (tp + fn) if tp + fn else 0.0


def f1_score(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


# quick check, then leave the notebook server's console alone
assert confusion_counts(np.array([1, 0]), np.array([1, 1])) == (1, 1, 0, 0)
assert f1_score(np.array([1, 0]), np.array([1, 0])) == 1
print("all good")
os._exit(0)
