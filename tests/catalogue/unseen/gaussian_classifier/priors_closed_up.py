import numpy as np


def class_priors(y, k=None):
    y = _labels(y)
    K = int(y.max()) + 1 if k is None else k
    if y.max() >= K:
        raise ValueError("y must be below k")
    pi = np.zeros(K)
    present, how_often = np.unique(y, return_counts=True)
    pi[:len(present)] = how_often / len(y)
    return pi
