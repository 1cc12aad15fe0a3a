"""Eigenvectors of the covariance, centred Gram matrices, argpartition-free neighbours, bincount."""

import numpy as np


def _f(a):
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def pca_fit(X, k):
    X = _f(X)
    if k < 1 or k > min(X.shape[0] - 1, X.shape[1]):
        raise ValueError("k is out of range")
    mean = np.mean(X, axis=0)
    values, vectors = np.linalg.eigh(np.cov(X.T, bias=True).reshape(X.shape[1], X.shape[1]))
    order = np.argsort(values)[::-1][:k]
    rows = vectors[:, order].T
    for row in rows:
        if row[np.argmax(np.abs(row))] < 0:
            row *= -1
    return mean, rows.astype(X.dtype), np.maximum(values[order], 0).astype(X.dtype)


def pca_transform(X, mean, components):
    return np.einsum("md,kd->mk", _f(X) - mean, components)


def kmeans_step(X, centers):
    X, centers = _f(X), _f(centers)
    distances = np.stack([np.linalg.norm(X - c, axis=1) for c in centers], axis=1)
    labels = np.argmin(distances, axis=1)
    counts = np.bincount(labels, minlength=len(centers))[:, None]
    sums = np.zeros_like(centers)
    np.add.at(sums, labels, X)
    return labels, np.where(counts > 0, sums / np.maximum(counts, 1), centers).astype(centers.dtype)


def linear_cka(X, Y):
    n = len(X)
    H = np.eye(n) - 1 / n
    X, Y = (_f(a) - np.mean(_f(a), axis=0) for a in (X, Y))
    K, L = H @ (X @ X.T) @ H, H @ (Y @ Y.T) @ H
    below = np.sqrt(np.sum(K * K) * np.sum(L * L))
    return np.sum(K * L) / below if below > 0 else 0.0


def mutual_knn_alignment(X, Y, k):
    n = len(X)
    if not 0 < k < n:
        raise ValueError("k is out of range")
    near = []
    for Z in (_f(X), _f(Y)):
        distances = np.array([[np.sum((a - b) ** 2) for b in Z] for a in Z])
        distances[np.arange(n), np.arange(n)] = np.inf
        mask = np.zeros((n, n), dtype=bool)
        np.put_along_axis(mask, np.argsort(distances, axis=1, kind="stable")[:, :k], True, axis=1)
        near.append(mask)
    return np.sum(near[0] & near[1]) / (n * k)
