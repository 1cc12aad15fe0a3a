import numpy as np


def confusion_matrix(y, y_hat, k):
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if y.ndim != 1 or y.shape != y_hat.shape or y.size == 0:
        raise ValueError("y and y_hat must be of one length n >= 1")
    t = y.astype(np.int64)
    p = y_hat.astype(np.int64)
    if min(t.min(), p.min()) < 0 or max(t.max(), p.max()) >= k:
        raise ValueError(f"labels must be 0 ... {k - 1}")
    code = t * (k - 1) + p
    cells, counts = np.unique(code, return_counts=True)
    flat = np.zeros(k * k, dtype=np.int64)
    flat[cells] = counts
    return flat.reshape((k, k))
