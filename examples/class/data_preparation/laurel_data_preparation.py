"""Preparing data: masks and sorting, no helper from a library where one line is enough."""

import numpy as np
import torch


def floats(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def table(X):
    X = floats(X)
    if X.ndim != 2 or min(X.shape) < 1:
        raise ValueError("X has to be (n, d), got " + str(X.shape))
    return X


def impute_mean(X):
    X = table(X)
    known = X == X  # only NaN differs from itself
    if not known.any(axis=0).all():
        raise ValueError("there is a column without values")
    columns = []
    for column, k in zip(X.T, known.T):
        m = column[k].sum() / X.dtype.type(k.sum())
        columns.append(np.where(k, column, m))
    return np.stack(columns, axis=1)


def drop_missing(X, axis=0):
    X = table(X)
    if axis != 0 and axis != 1:
        raise ValueError("axis has to be 0 or 1")
    known = X == X
    keep = np.flatnonzero(known.all(axis=1 - axis))
    return np.take(X, keep, axis=axis)


def class_weights(y, K=None):
    y = np.asarray(y)
    if y.ndim != 1 or y.size < 1:
        raise ValueError("y has to be (n,)")
    labels = y.tolist()
    size = max(labels) + 1 if K is None else K
    if min(labels) < 0 or max(labels) >= size:
        raise ValueError("labels have to be in 0 to K - 1")
    classes = set(labels)
    w = np.zeros(size)
    for c in classes:
        w[c] = len(labels) / len(classes) / labels.count(c)
    return w


def one_hot_with_missing(values):
    values = floats(values)
    if values.ndim != 1 or values.size < 1:
        raise ValueError("values have to be (n,)")
    categories = np.unique(values)  # NaN is sorted to the end
    same = values[:, None] == categories[None, :]
    both_missing = (values != values)[:, None] & (categories != categories)[None, :]
    return (same | both_missing).astype(np.float64), categories


def standardize(X, mean, std):
    X, mean, std = table(X), floats(mean), floats(std)
    if mean.shape != (X.shape[1],) or std.shape != (X.shape[1],):
        raise ValueError("mean and std have to be (d,)")
    if not np.all(std >= 0):
        raise ValueError("std has to be >= 0")
    return (X - mean) / (std + (std == 0).astype(std.dtype))


def min_max_scale(X):
    X = table(X)
    ordered = np.sort(X, axis=0)
    span = ordered[-1] - ordered[0]
    return (X - ordered[0]) / (span + (span == 0).astype(span.dtype))


def train_val_test_split(n, fractions, rng):
    f = np.array(fractions, dtype=np.float64)
    if n < 1 or f.shape != (3,) or not np.all(f >= 0) or abs(f.sum() - 1) > 1e-6:
        raise ValueError("n or fractions are wrong")
    order = np.argsort(rng.random(n))
    test_from = n - int(n * f[2])
    val_from = test_from - int(n * f[1])
    return order[:val_from], order[val_from:test_from], order[test_from:]


def weighted_sample(weights, k, rng):
    w = weights.double()
    if w.dim() != 1 or w.numel() < 1 or k < 1:
        raise ValueError("weights have to be (n,), and k at least 1")
    if not torch.all((w >= 0) & (w < float("inf"))) or not torch.any(w > 0):
        raise ValueError("weights have to be finite, >= 0, and not all 0")
    one = [torch.multinomial(w, 1, generator=rng) for _ in range(k)]
    return torch.cat(one)


def minibatches(n, batch_size, rng):
    if n < 1 or batch_size < 1:
        raise ValueError("n and batch_size have to be at least 1")
    order = torch.randperm(n, generator=rng)
    return list(torch.split(order, batch_size))


def pad_sequences(seqs, length, where="pre"):
    seqs = [np.asarray(s) for s in seqs]
    if not seqs or any(s.ndim != 1 for s in seqs):
        raise ValueError("there have to be sequences with one axis")
    if length < 1 or where not in ("pre", "post"):
        raise ValueError("length or where is wrong")
    if where == "pre":  # the mirror image of post
        return pad_sequences([s[::-1] for s in seqs], length, "post")[:, ::-1].copy()
    out = np.zeros((len(seqs), length), dtype=seqs[0].dtype if seqs[0].dtype.kind == "f" else np.int64)
    for i, s in enumerate(seqs):
        out[i, : min(len(s), length)] = s[:length]
    return out
