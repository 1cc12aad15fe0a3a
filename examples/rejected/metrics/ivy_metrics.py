import numpy as np


def confusion_counts(y, y_hat):
    raise NotImplementedError


def accuracy(y, y_hat):
    if y.ndim != 1 or y.shape != y_hat.shape or y.size == 0:
        raise ValueError("y and y_hat must be one-dimensional and of one length")
    return float(np.mean(y == y_hat))


def error_rate(y, y_hat):
    return 1.0 - accuracy(y, y_hat)
