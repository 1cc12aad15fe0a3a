import numpy as np


def confusion_matrix(y, y_hat, k):
    _check_paired(y, y_hat)
    _check_labels("y", y, k)
    _check_labels("y_hat", y_hat, k)
    y, y_hat = y.astype(np.int64), y_hat.astype(np.int64)
    return np.array([[int(np.sum((y_hat == i) & (y == j))) for j in range(k)] for i in range(k)])


def micro_f1(y, y_hat, k):
    _check_paired(y, y_hat)
    _check_labels("y", y, k)
    _check_labels("y_hat", y_hat, k)
    hits = int((y == y_hat).sum())
    wrong = len(y) - hits
    return hits / (hits + wrong + wrong)
