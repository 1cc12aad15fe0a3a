import numpy as np


def confusion_matrix(y, y_hat, k):
    _check_paired(y, y_hat)
    _check_labels("y", y, k)
    _check_labels("y_hat", y_hat, k)
    labels = np.unique(np.concatenate([y.astype(np.int64), y_hat.astype(np.int64)]))
    position = {int(label): i for i, label in enumerate(labels)}
    C = np.zeros((len(labels), len(labels)), dtype=np.int64)
    for a, b in zip(y, y_hat):
        C[position[int(a)], position[int(b)]] += 1
    return C
