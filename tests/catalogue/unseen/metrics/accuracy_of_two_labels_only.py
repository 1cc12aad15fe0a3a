import numpy as np


def accuracy(y, y_hat):
    _check_paired(y, y_hat)
    ones = np.sum((y == 1) & (y_hat == 1))
    zeros = np.sum((y == 0) & (y_hat == 0))
    return float((ones + zeros) / len(y))
