import numpy as np


def shared_covariance(X, y):
    X, y = _samples(X), _labels(y)
    if len(y) != len(X):
        raise ValueError("one label per row")
    tables = []
    for c in set(y.tolist()):
        _, S = fit_gaussian(X[y == c])
        tables.append(S)
    return sum(tables) / len(tables)
