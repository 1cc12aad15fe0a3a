import numpy as np


def shared_covariance(X, y):
    X, y = np.asarray(X), np.asarray(y)
    if X.dtype.kind != "f":
        X = X.astype(np.float64)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("X must be (n, d)")
    if y.shape != (len(X),):
        raise ValueError("y must be (n,)")
    if y.dtype.kind not in "iu" or y.min() < 0:
        raise ValueError("y must hold labels 0, 1, ...")
    overall = X.mean(axis=0)
    total = (X - overall).T @ (X - overall) / len(X)
    # law of total variance: within = total - between
    class_means = np.array([X[y == c].mean(axis=0) for c in np.unique(y)])
    offsets = class_means - overall
    between = offsets.T @ offsets / len(offsets)
    return total - between
