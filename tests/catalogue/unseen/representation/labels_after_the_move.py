import numpy as np


def kmeans_step(X, centers):
    X, centers = _real(X), _real(centers)

    def assigned(places):
        return ((X[:, None] - places) ** 2).sum(axis=2).argmin(axis=1)

    labels = assigned(centers)
    new = centers.copy()
    for j in range(len(centers)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return assigned(new), new
