"""Step by step, as the rules are taught."""

import numpy as np


def to_float(a):
    if np.issubdtype(a.dtype, np.integer):
        return a.astype(np.float64)
    return a


def pca_fit(X, k):
    X = to_float(X)
    n, d = X.shape
    if k < 1 or k > min(n - 1, d):
        raise ValueError("k must be between 1 and min(n - 1, d)")
    mean = np.mean(X, axis=0)
    centred = X - mean
    U, S, Vt = np.linalg.svd(centred, full_matrices=False)
    components = Vt[:k].copy()
    for j in range(k):
        largest = np.argmax(np.abs(components[j]))
        if components[j, largest] < 0:
            components[j] = -components[j]
    variances = S[:k] ** 2 / n
    return mean, components, variances


def pca_transform(X, mean, components):
    centred = to_float(X) - mean
    return np.dot(centred, components.T)


def kmeans_step(X, centers):
    X = to_float(X)
    centers = to_float(centers)
    K = len(centers)
    distances = np.zeros((len(X), K))
    for j in range(K):
        distances[:, j] = np.sum((X - centers[j]) ** 2, axis=1)
    labels = np.argmin(distances, axis=1)
    new_centers = centers.copy()
    for j in range(K):
        own = X[labels == j]
        if len(own) > 0:
            new_centers[j] = np.mean(own, axis=0)
    return labels, new_centers


def linear_cka(X, Y):
    X = to_float(X)
    Y = to_float(Y)
    X = X - np.mean(X, axis=0)
    Y = Y - np.mean(Y, axis=0)
    top = np.linalg.norm(Y.T @ X) ** 2
    bottom = np.linalg.norm(X.T @ X) * np.linalg.norm(Y.T @ Y)
    if bottom == 0:
        return 0.0
    return top / bottom


def nearest(X, k):
    n = len(X)
    result = []
    for i in range(n):
        distances = np.sum((X - X[i]) ** 2, axis=1)
        distances[i] = np.inf
        order = np.argsort(distances, kind="stable")
        result.append(set(order[:k].tolist()))
    return result


def mutual_knn_alignment(X, Y, k):
    n = len(X)
    if k < 1 or k > n - 1:
        raise ValueError("k must be between 1 and n - 1")
    near_x = nearest(to_float(X), k)
    near_y = nearest(to_float(Y), k)
    shares = []
    for i in range(n):
        common = near_x[i] & near_y[i]
        shares.append(len(common) / k)
    return np.mean(shares)
