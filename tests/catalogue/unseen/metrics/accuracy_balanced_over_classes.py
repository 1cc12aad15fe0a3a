import numpy as np


def accuracy(y, y_hat):
    _check_paired(y, y_hat)
    # unbalanced classes: every class counts the same
    shares = []
    for c in np.unique(y):
        of_class = y == c
        shares.append(np.mean(y_hat[of_class] == c))
    return float(np.mean(shares))
