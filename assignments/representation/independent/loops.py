"""Entry by entry where it is possible; power iteration with deflation would be slow, so the full SVD is used."""

import math

import numpy as np


def _real(a):
    return np.array(a, dtype=a.dtype if a.dtype.kind == "f" else "float64")


def pca_fit(X, k):
    X = _real(X)
    n, d = len(X), len(X[0])
    if k < 1 or k >= n or k > d:
        raise ValueError("k")
    mean = sum(X[i] for i in range(n)) / n
    centred = np.stack([row - mean for row in X])
    _, s, vt = np.linalg.svd(centred)
    directions, variances = [], []
    for j in range(k):
        v = vt[j].copy()
        best = max(range(d), key=lambda i: abs(v[i]))
        if v[best] < 0:
            v = -v
        directions.append(v)
        variances.append(float(s[j]) ** 2 / n)
    return mean, np.array(directions), np.array(variances, dtype=X.dtype)


def pca_transform(X, mean, components):
    X = _real(X)
    out = np.zeros((len(X), len(components)), dtype=X.dtype)
    for i, row in enumerate(X):
        for j, direction in enumerate(components):
            out[i, j] = np.dot(row - mean, direction)
    return out


def _distance(a, b):
    return math.fsum((float(p) - float(q)) ** 2 for p, q in zip(a, b, strict=True))


def kmeans_step(X, centers):
    X, centers = _real(X), _real(centers)
    labels = []
    for row in X:
        best = 0
        for j in range(1, len(centers)):
            if _distance(row, centers[j]) < _distance(row, centers[best]):
                best = j
        labels.append(best)
    moved = centers.copy()
    for j in range(len(centers)):
        own = [row for row, label in zip(X, labels, strict=True) if label == j]
        if own:
            moved[j] = sum(own) / len(own)
    return np.array(labels), moved


def linear_cka(X, Y):
    X, Y = _real(X), _real(Y)
    X -= X.mean(axis=0)
    Y -= Y.mean(axis=0)

    def table(A, B):
        return math.fsum(float(A[:, i] @ B[:, j]) ** 2 for i in range(A.shape[1]) for j in range(B.shape[1]))

    below = math.sqrt(table(X, X)) * math.sqrt(table(Y, Y))
    return table(X, Y) / below if below else 0.0


def mutual_knn_alignment(X, Y, k):
    n = len(X)
    if k < 1 or k >= n:
        raise ValueError("k")
    X, Y = _real(X), _real(Y)
    total = 0
    for i in range(n):
        others = [j for j in range(n) if j != i]
        a = set(sorted(others, key=lambda j: _distance(X[i], X[j]))[:k])
        b = set(sorted(others, key=lambda j: _distance(Y[i], Y[j]))[:k])
        total += len(a & b)
    return total / n / k
