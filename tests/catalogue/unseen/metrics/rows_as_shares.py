import numpy as np


def confusion_matrix(y, y_hat, k):
    truth = np.asarray(y)
    guess = np.asarray(y_hat)
    if truth.ndim != 1 or guess.shape != truth.shape:
        raise ValueError("y and y_hat must be one-dimensional and of one length")
    if truth.size < 1:
        raise ValueError("there must be a sample")
    C = np.zeros((k, k), dtype=np.int64)
    for i, j in zip(truth.tolist(), guess.tolist()):
        if not (0 <= i < k and 0 <= j < k):
            raise ValueError("a label is not a class")
        C[i, j] += 1
    C = C / np.maximum(C.sum(axis=1, keepdims=True), 1)
    return C
