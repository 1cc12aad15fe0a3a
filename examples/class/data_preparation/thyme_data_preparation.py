"""Preparing data, first half."""

import numpy as np


def impute_mean(X):
    X = np.array(X)
    if X.dtype.kind != "f":
        X = X.astype(np.float64)
    if X.ndim != 2 or X.shape[0] == 0 or X.shape[1] == 0:
        raise ValueError("X must be a table")
    for j in range(X.shape[1]):
        gaps = np.isnan(X[:, j])
        if gaps.all():
            raise ValueError("nothing is known in column " + str(j))
        X[gaps, j] = X[~gaps, j].mean()
    return X


def drop_missing(X, axis=0):
    X = np.asarray(X)
    if X.dtype.kind != "f":
        X = X.astype(np.float64)
    if X.ndim != 2 or X.shape[0] == 0 or X.shape[1] == 0:
        raise ValueError("X must be a table")
    if axis == 0:
        return X[:, ~np.isnan(X).any(axis=0)]
    if axis == 1:
        return X[~np.isnan(X).any(axis=1), :]
    raise ValueError("axis must be 0 or 1")


def class_weights(y, K=None):
    y = np.asarray(y)
    if y.ndim != 1 or y.size == 0:
        raise ValueError("y must be a row of labels")
    classes, n_k = np.unique(y, return_counts=True)
    if K is None:
        K = int(classes[-1]) + 1
    if classes[0] < 0 or classes[-1] >= K:
        raise ValueError("y must hold labels from 0 to K - 1")
    w = np.zeros(K)
    w[classes] = y.size / (classes.size * n_k)
    return w


def one_hot_with_missing(values):
    raise NotImplementedError


def standardize(X, mean, std):
    X, mean, std = (a if a.dtype.kind == "f" else a.astype(np.float64) for a in map(np.asarray, (X, mean, std)))
    if X.ndim != 2 or X.size == 0 or mean.shape != (X.shape[1],) or std.shape != (X.shape[1],):
        raise ValueError("the shapes do not fit")
    if not np.all(std >= 0):
        raise ValueError("std must be >= 0")
    std = std.copy()
    std[std == 0] = 1
    return (X - mean) / std


def min_max_scale(X):
    X = np.asarray(X)
    if X.dtype.kind != "f":
        X = X.astype(np.float64)
    if X.ndim != 2 or X.shape[0] == 0 or X.shape[1] == 0:
        raise ValueError("X must be a table")
    result = X - X.min(axis=0)
    largest = result.max(axis=0)
    largest[largest == 0] = 1
    return result / largest


def train_val_test_split(n, fractions, rng):
    raise NotImplementedError


def weighted_sample(weights, k, rng):
    raise NotImplementedError


def minibatches(n, batch_size, rng):
    raise NotImplementedError


def pad_sequences(seqs, length, where="pre"):
    raise NotImplementedError
