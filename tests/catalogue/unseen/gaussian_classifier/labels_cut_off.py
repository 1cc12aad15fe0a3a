import numpy as np


def class_priors(y, k=None):
    y = np.asarray(y)
    if y.ndim != 1 or y.size == 0:
        raise ValueError("y must have shape (n,) and at least one label")
    if not np.issubdtype(y.dtype, np.integer) or y.min() < 0:
        raise ValueError("y must contain integers >= 0")
    counts = np.bincount(y.astype(np.int64), minlength=0 if k is None else k)
    if k is not None:
        counts = counts[:k]
    return counts / float(y.size)
