import numpy as np


def kmeans_step(X, centers):
    X, centers = _real(X), _real(centers).copy()
    labels = np.zeros(len(X), dtype=np.int64)
    counts = np.zeros(len(centers), dtype=int)
    for i, x in enumerate(X):
        j = int(((centers - x) ** 2).sum(axis=1).argmin())
        labels[i] = j
        counts[j] += 1
        centers[j] = x if counts[j] == 1 else centers[j] + (x - centers[j]) / counts[j]
    return labels, centers
