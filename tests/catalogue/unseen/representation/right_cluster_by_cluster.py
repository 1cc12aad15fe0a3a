import numpy as np


def pca_transform(X, mean, components):
    X, mean, components = (a if a.dtype.kind == "f" else a.astype(float) for a in (X, mean, components))
    return np.array([[np.vdot(x - mean, v) for v in components] for x in X], dtype=X.dtype)


def kmeans_step(X, centers):
    X, centers = (a if a.dtype.kind == "f" else a.astype(float) for a in (X, centers))
    labels = []
    for x in X:
        distances = [float(((x - c) ** 2).sum()) for c in centers]
        labels.append(distances.index(min(distances)))
    moved = [
        np.mean([x for x, own in zip(X, labels) if own == j], axis=0) if j in labels else c
        for j, c in enumerate(centers)
    ]
    return np.array(labels, dtype=np.int64), np.array(moved, dtype=X.dtype)
