"""What NumPy and PyTorch have for each step: nanmean, masks, choice, split, pad.

Another right solution, which must earn full marks.
"""

from __future__ import annotations

import numpy as np
import torch


def impute_mean(X):
    X = _table(X)
    if np.isnan(X).all(axis=0).any():
        raise ValueError("a column of X has no known value")
    result = X.copy()
    rows, columns = np.nonzero(np.isnan(X))
    result[rows, columns] = np.take(np.nanmean(X, axis=0), columns)
    return result


def drop_missing(X, axis=0):
    X = _table(X)
    if axis not in (0, 1):
        raise ValueError("axis must be 0 or 1")
    lines = np.unique(np.argwhere(np.isnan(X))[:, axis])
    return np.delete(X, lines, axis=axis)


def class_weights(y, K=None):
    labels, inverse, counts = np.unique(np.asarray(y), return_inverse=True, return_counts=True)
    K = K if K is not None or not labels.size else int(labels[-1]) + 1
    if np.ndim(y) != 1 or not labels.size or labels[0] < 0 or labels[-1] >= K:
        raise ValueError("labels must be from 0 to K - 1")
    weights = np.zeros(K)
    weights[labels] = inverse.size / counts / labels.size
    return weights


def one_hot_with_missing(values):
    values = _floating(values)
    if values.ndim != 1 or not values.size:
        raise ValueError("values must have shape (n,)")
    categories, columns = np.unique(values, return_inverse=True)  # NaN is one category, and the last one
    return np.eye(len(categories))[columns], categories


def standardize(X, mean, std):
    X, mean, std = _table(X), _floating(mean), _floating(std)
    if (mean.shape, std.shape) != (X.shape[1:],) * 2 or not np.all(std >= 0):
        raise ValueError("mean or std is wrong")
    result = X - mean
    return np.divide(result, std, out=result, where=std != 0)


def min_max_scale(X):
    X = _table(X)
    result = X - X.min(axis=0)
    return np.divide(result, np.ptp(X, axis=0), out=np.zeros_like(result), where=np.ptp(X, axis=0) > 0)


def train_val_test_split(n, fractions, rng):
    shares = np.array(fractions, dtype=np.float64)
    if (
        n < 1
        or shares.shape != (3,)
        or np.isnan(shares).any()
        or shares.min() < 0
        or abs(shares.sum() - 1) > 1e-6
    ):
        raise ValueError("n or fractions are wrong")
    n_val, n_test = np.floor(n * shares[1:]).astype(int)
    held_out = rng.choice(n, size=n_val + n_test, replace=False)
    return np.setdiff1d(np.arange(n), held_out), held_out[n_test:], held_out[:n_test]


def weighted_sample(weights, k, rng):
    ok = weights.ndim == 1 and len(weights) > 0 and k >= 1
    if not ok or not bool(torch.isfinite(weights).all()) or weights.min() < 0 or weights.max() <= 0:
        raise ValueError("weights or k are wrong")
    marks = torch.cumsum(weights.double(), dim=0)
    u = 1 - torch.rand(k, generator=rng, dtype=torch.float64)  # in (0, 1]
    return torch.searchsorted(marks, u * marks[-1])


def minibatches(n, batch_size, rng):
    if n < 1 or batch_size < 1:
        raise ValueError("n and batch_size must be at least 1")
    return list(torch.rand(n, generator=rng, dtype=torch.float64).argsort().split(batch_size))


def pad_sequences(seqs, length, where="pre"):
    arrays = [np.asarray(seq) for seq in seqs]
    if not arrays or {a.ndim for a in arrays} != {1} or length < 1 or where not in ("pre", "post"):
        raise ValueError("seqs, length or where is wrong")
    front = where == "pre"
    rows = []
    for a in arrays:
        gap = max(length - a.size, 0)
        full = np.pad(a, (gap, 0) if front else (0, gap))
        rows.append(full[full.size - length :] if front else full[:length])
    table = np.vstack(rows)
    return table if table.dtype.kind == "f" else table.astype(np.int64)


def _floating(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def _table(X):
    X = _floating(X)
    if X.ndim != 2 or not X.size:
        raise ValueError("X must have shape (n, d)")
    return X
