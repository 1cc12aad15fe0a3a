import numpy as np


def confusion_matrix(y, y_hat, k):
    _check_paired(y, y_hat)
    _check_labels("y", y, k)
    _check_labels("y_hat", y_hat, k)
    M = np.zeros((k, k))
    for truth, guess in zip(y.tolist(), y_hat.tolist()):
        M[truth, guess] += 1
    return M
