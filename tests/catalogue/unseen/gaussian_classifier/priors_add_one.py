import numpy as np


def class_priors(y, k=None):
    y = _labels(y)
    K = int(y.max()) + 1 if k is None else int(k)
    if np.any(y >= K):
        raise ValueError("y holds a label that is not below k")
    counts = np.ones(K)
    np.add.at(counts, y, 1)
    return counts / counts.sum()
