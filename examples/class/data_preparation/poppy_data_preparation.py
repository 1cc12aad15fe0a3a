# data preparation
import numpy as np
import torch


def _f(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(float)


def _check(X):
    X = _f(X)
    if X.ndim != 2 or X.size == 0:
        raise ValueError("X")
    return X


def impute_mean(X):
    X = _check(X)
    if np.isnan(X).all(axis=0).any():
        raise ValueError("empty column")
    return np.where(np.isnan(X), np.nanmean(X, axis=0), X)


def drop_missing(X, axis=0):
    X = _check(X)
    if axis not in (0, 1):
        raise ValueError("axis")
    if axis == 0:
        return X[~np.isnan(X).any(axis=1)]
    return X[:, ~np.isnan(X).any(axis=0)]


def class_weights(y, K=None):
    y = np.asarray(y)
    if y.ndim != 1 or len(y) == 0:
        raise ValueError("y")
    y = y.astype(int)
    if K is None:
        K = y.max() + 1
    if y.min() < 0 or y.max() >= K:
        raise ValueError("label")
    counts = np.bincount(y, minlength=K)
    w = np.zeros(K)
    w[counts > 0] = len(y) / (K * counts[counts > 0])
    return w


def one_hot_with_missing(values):
    values = _f(values)
    if values.ndim != 1 or len(values) == 0:
        raise ValueError("values")
    missing = np.isnan(values)
    cats = np.unique(values[~missing])
    hot = (values[:, None] == cats).astype(float)
    if missing.any():
        hot = np.hstack([hot, missing[:, None].astype(float)])
        cats = np.concatenate([cats, np.full(1, np.nan, dtype=cats.dtype)])
    return hot, cats


def standardize(X, mean, std):
    X, mean, std = _check(X), _f(mean), _f(std)
    if mean.shape != X.shape[1:] or std.shape != X.shape[1:] or not (std >= 0).all():
        raise ValueError("mean, std")
    # scale the data to mean 0 and variance 1
    own = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(own == 0, np.ones_like(own), own)


def min_max_scale(X):
    X = _check(X)
    a, b = X.min(axis=0), X.max(axis=0)
    return (X - a) / np.where(a == b, np.ones_like(a), b - a)


def train_val_test_split(n, fractions, rng):
    f = np.asarray(fractions, dtype=float)
    if n < 1 or f.shape != (3,) or not (f >= 0).all() or abs(f.sum() - 1) > 1e-6:
        raise ValueError("n, fractions")
    i = rng.permutation(n)
    n_val, n_test = int(n * f[1]), int(n * f[2])
    n_train = n - n_val - n_test
    return i[:n_train], i[n_train : n_train + n_val], i[n_train + n_val :]


def weighted_sample(weights, k, rng):
    weights = weights.double()
    if weights.ndim != 1 or len(weights) == 0 or k < 1:
        raise ValueError("weights, k")
    if not torch.isfinite(weights).all() or (weights < 0).any() or weights.sum() == 0:
        raise ValueError("weights")
    return torch.multinomial(weights, k, replacement=True, generator=rng)


def minibatches(n, batch_size, rng):
    if n < 1 or batch_size < 1:
        raise ValueError("n, batch_size")
    order = torch.randperm(n, generator=rng)
    n_batches = n // batch_size
    return [order[b * batch_size : (b + 1) * batch_size] for b in range(n_batches)]


def pad_sequences(seqs, length, where="pre"):
    seqs = [np.asarray(s) for s in seqs]
    if len(seqs) == 0 or any(s.ndim != 1 for s in seqs) or length < 1 or where not in ("pre", "post"):
        raise ValueError("pad")
    dtype = seqs[0].dtype if seqs[0].dtype.kind == "f" else np.int64
    out = np.zeros((len(seqs), length), dtype=dtype)
    for row, s in zip(out, seqs):
        s = s[:length]
        if len(s) == 0:
            continue
        if where == "pre":
            row[-len(s) :] = s
        else:
            row[: len(s)] = s
    return out
