import numpy as np


def pca_fit(X, k):
    n, d = X.shape
    if k < 1 or k > min(n - 1, d):
        raise ValueError("k")
    kind = X.dtype if X.dtype.kind == "f" else np.dtype(float)
    table = X.astype(float)
    values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(table, rowvar=False, bias=True)))
    components = vectors.T[::-1][:k]
    for row in components:
        row *= 1 if row[np.abs(row).argmax()] > 0 else -1
    variances = np.maximum(values[::-1][:k], 0)
    return table.mean(0).astype(kind), components.astype(kind), variances.astype(kind)
