import numpy as np


def shared_covariance(X, y):
    X, y = _samples(X), _labels(y)
    if y.shape[0] != X.shape[0]:
        raise ValueError("y must have n entries")
    names, where = np.unique(y, return_inverse=True)
    centres = np.array([X[where == j].mean(axis=0) for j in range(len(names))], dtype=X.dtype)
    D = X - centres[where]
    free = max(len(X) - len(names), 1)
    return D.T @ D / free
