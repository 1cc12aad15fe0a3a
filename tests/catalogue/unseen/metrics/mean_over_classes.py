import numpy as np


def accuracy(y, y_hat):
    y = np.asarray(y)
    y_hat = np.asarray(y_hat)
    if y.ndim != 1 or y.shape != y_hat.shape:
        raise ValueError("shapes must be (n,) and equal")
    if y.size == 0:
        raise ValueError("no samples")
    hits = []
    for c in np.unique(y):
        group = y == c
        hits.append(np.count_nonzero(y_hat[group] == c) / np.count_nonzero(group))
    return float(np.mean(hits))
