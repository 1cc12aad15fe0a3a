import numpy as np


def confusion_matrix(y, y_hat, k):
    _check_paired(y, y_hat)
    _check_labels("y", y, k)
    _check_labels("y_hat", y_hat, k)
    table = np.zeros((k, k), dtype=np.int64)
    table[y.astype(int), y_hat.astype(int)] += 1
    return table
