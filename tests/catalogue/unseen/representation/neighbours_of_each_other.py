import numpy as np


def mutual_knn_alignment(X, Y, k):
    X, Y = _real(X), _real(Y)
    n = len(X)
    if not 1 <= k <= n - 1:
        raise ValueError("k")

    def friends(table):
        squares = ((table[:, None] - table) ** 2).sum(axis=2).astype(float)
        np.fill_diagonal(squares, np.inf)
        near = np.zeros((n, n), dtype=bool)
        np.put_along_axis(near, np.argsort(squares, axis=1, kind="stable")[:, :k], True, axis=1)
        return near & near.T

    return float((friends(X) & friends(Y)).sum() / (n * k))
