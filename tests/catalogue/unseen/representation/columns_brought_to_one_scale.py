import numpy as np


def pca_fit(X, k):
    X = _real(X)
    n, d = X.shape
    if not 1 <= k <= min(n - 1, d):
        raise ValueError("k")
    mean = X.mean(axis=0)
    std = X.std(axis=0)
    Z = (X - mean) / np.where(std > 0, std, 1)
    _, s, vt = np.linalg.svd(Z, full_matrices=False)
    rows = vt[:k]
    signs = np.sign(rows[np.arange(k), np.abs(rows).argmax(axis=1)])
    return mean, rows * signs[:, None], (s**2 / n)[:k]
