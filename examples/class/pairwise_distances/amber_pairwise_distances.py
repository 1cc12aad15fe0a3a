"""Distances of all pairs, exercise 10. n and m points, d features."""

import numpy as np


def _sets(X, Y):
    X, Y = np.asarray(X), np.asarray(Y)
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError(f"need arrays of shape (n, d) and (m, d), got {X.shape} and {Y.shape}")
    return X, Y


def _squares(A):
    return np.einsum("id,id->i", A, A)


def pairwise_distances(X, Y):
    X, Y = _sets(X, Y)
    origin = X.mean(axis=0)  # distances do not notice; squares of small numbers keep their digits
    X, Y = X - origin, Y - origin
    D = X @ (-2 * Y.T)  # (n, m), all the rest happens in here
    D += _squares(X)[:, None]
    D += _squares(Y)
    return np.maximum(D, 0, out=D)
