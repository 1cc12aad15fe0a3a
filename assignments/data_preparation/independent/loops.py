"""Loops over single numbers, with Python's own lists and dictionaries.

Another right solution, which must earn full marks.
"""

from __future__ import annotations

import math

import numpy as np
import torch


def impute_mean(X):
    X = _rows(X)
    result = np.empty(X.shape, dtype=X.dtype)
    for j in range(X.shape[1]):
        total, count = 0.0, 0
        for x in X[:, j]:
            if not math.isnan(x):
                total += float(x)
                count += 1
        if count == 0:
            raise ValueError("a column is empty")
        for i, x in enumerate(X[:, j]):
            result[i, j] = total / count if math.isnan(x) else x
    return result


def drop_missing(X, axis=0):
    X = _rows(X)
    if axis not in {0, 1}:
        raise ValueError("there is no such axis")
    if axis == 1:
        return drop_missing(X.T).T
    kept = [i for i in range(len(X)) if not any(math.isnan(x) for x in X[i])]
    return X[kept]


def class_weights(y, K=None):
    if np.ndim(y) != 1 or len(y) == 0:
        raise ValueError("labels must be in a row")
    counts = {}
    for label in map(int, y):
        counts[label] = counts.get(label, 0) + 1
    K = max(counts) + 1 if K is None else K
    if any(label < 0 or label >= K for label in counts):
        raise ValueError("there is no such label")
    return np.array([len(y) / (len(counts) * counts[k]) if k in counts else 0.0 for k in range(K)])


def one_hot_with_missing(values):
    values = _floats(values)
    if values.ndim != 1 or values.size == 0:
        raise ValueError("values must be in a row")
    names = []
    for value in values:
        if value == value and value not in names:
            names.append(value)
    names.sort()
    rows = [[1.0 if value == name else 0.0 for name in names] for value in values]
    if any(value != value for value in values):
        names.append(math.nan)
        for row, value in zip(rows, values, strict=True):
            row.append(float(value != value))
    return np.array(rows), np.array(names, dtype=values.dtype)


def standardize(X, mean, std):
    X, mean, std = _rows(X), _floats(mean), _floats(std)
    if not X.shape[1:] == mean.shape == std.shape:
        raise ValueError("the statistics do not fit")
    result = np.empty_like(X)
    for j in range(X.shape[1]):
        if not std[j] >= 0:
            raise ValueError("a standard deviation is not >= 0")
        for i in range(X.shape[0]):
            distance = X[i, j] - mean[j]
            result[i, j] = distance if std[j] == 0 else distance / std[j]
    return result


def min_max_scale(X):
    X = _rows(X)
    result = np.zeros_like(X)
    for j, column in enumerate(X.T):
        low, high = min(column), max(column)
        if low < high:
            for i, x in enumerate(column):
                result[i, j] = (x - low) / (high - low)
    return result


def train_val_test_split(n, fractions, rng):
    fractions = [float(f) for f in fractions]
    if n < 1 or len(fractions) != 3:
        raise ValueError("n or fractions are wrong")
    if not all(f >= 0 for f in fractions) or not math.isclose(sum(fractions), 1, rel_tol=0, abs_tol=1e-6):
        raise ValueError("fractions must sum to 1")
    left = list(range(n))
    parts = []
    for fraction in fractions[1:]:
        part = []
        for _ in range(math.floor(n * fraction)):
            part.append(left.pop(int(rng.integers(len(left)))))
        parts.append(np.array(sorted(part), dtype=np.int64))
    return np.array(left, dtype=np.int64), parts[0], parts[1]


def weighted_sample(weights, k, rng):
    numbers = weights.tolist()
    if weights.ndim != 1 or not numbers or k < 1:
        raise ValueError("weights or k are wrong")
    if any(not 0 <= w < math.inf for w in numbers) or not any(numbers):
        raise ValueError("weights must be finite, >= 0 and not all 0")
    total = math.fsum(numbers)
    draws = []
    for _ in range(k):
        mark = torch.rand((), generator=rng, dtype=torch.float64).item() * total
        below = 0.0
        for index, w in enumerate(numbers):
            below += w
            if w > 0:
                chosen = index
            if mark < below:
                break
        draws.append(chosen)
    return torch.tensor(draws)


def minibatches(n, batch_size, rng):
    if min(n, batch_size) < 1:
        raise ValueError("sizes must be at least 1")
    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = int(torch.randint(i + 1, (1,), generator=rng))
        order[i], order[j] = order[j], order[i]
    batches = [[]]
    for index in order:
        if len(batches[-1]) == batch_size:
            batches.append([])
        batches[-1].append(index)
    return [torch.tensor(batch) for batch in batches]


def pad_sequences(seqs, length, where="pre"):
    if len(seqs) == 0 or any(np.ndim(seq) != 1 for seq in seqs):
        raise ValueError("sequences must be rows of numbers")
    if length < 1 or where not in {"pre", "post"}:
        raise ValueError("length or where is wrong")
    kind = np.asarray(seqs[0]).dtype
    result = np.zeros((len(seqs), length), dtype=kind if kind.kind == "f" else np.int64)
    for i, seq in enumerate(seqs):
        t = len(seq)
        for place in range(t):
            target = place if where == "post" else length - t + place
            if 0 <= target < length:
                result[i, target] = seq[place]
    return result


def _floats(a):
    a = np.asarray(a)
    return a if np.issubdtype(a.dtype, np.floating) else a.astype(float)


def _rows(X):
    X = _floats(X)
    if X.ndim != 2 or 0 in X.shape:
        raise ValueError("X must be a table")
    return X
