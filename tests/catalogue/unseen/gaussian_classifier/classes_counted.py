import numpy as np


def shared_covariance(X, y):
    X = np.asarray(X)
    y = np.asarray(y)
    if not np.issubdtype(X.dtype, np.floating):
        X = X.astype(np.float64)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X: (n, d), n >= 1")
    if y.ndim != 1 or y.shape[0] != X.shape[0]:
        raise ValueError("y: one label per sample")
    if not np.issubdtype(y.dtype, np.integer) or (y < 0).any():
        raise ValueError("y: integers >= 0")
    d = X.shape[1]
    S = np.zeros((d, d), dtype=X.dtype)
    for c in range(len(np.unique(y))):
        members = X[y == c]
        if len(members) == 0:
            continue
        diff = members - np.mean(members, axis=0)
        S += np.dot(diff.T, diff)
    return S / len(X)
