import numpy as np


def class_priors(y, k=None):
    y = np.asarray(y)
    if y.ndim != 1 or len(y) == 0:
        raise ValueError("y must be (n,) with samples")
    if y.dtype.kind not in "iu":
        raise ValueError("y must hold integers")
    labels = [int(v) for v in y]
    if min(labels) < 0:
        raise ValueError("y must not be negative")
    K = max(labels) + 1 if k is None else int(k)
    if max(labels) >= K:
        raise ValueError("y must be below k")
    counts = [1] * K
    for c in labels:
        counts[c] += 1
    return np.array(counts, dtype=np.float64) / sum(counts)
