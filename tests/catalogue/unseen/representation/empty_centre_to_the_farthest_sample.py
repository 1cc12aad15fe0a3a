import numpy as np


def kmeans_step(X, centers):
    X, centers = _real(X), _real(centers)
    squares = ((X[:, None] - centers) ** 2).sum(axis=2)
    labels = squares.argmin(axis=1)
    new = centers.copy()
    for j in range(len(centers)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
        else:
            new[j] = X[squares.min(axis=1).argmax()]
    return labels, new
