import numpy as np


def pca_fit(X, k):
    X = _real(X)
    n, d = X.shape
    if not 1 <= k <= min(n - 1, d):
        raise ValueError("k")
    mean = X.mean(axis=0)
    _, s, vt = np.linalg.svd(X - mean, full_matrices=False)
    rows = vt[:k]
    signs = np.where(rows.sum(axis=1, keepdims=True) < 0, -1, 1).astype(X.dtype)
    return mean, rows * signs, (s**2 / n)[:k]
