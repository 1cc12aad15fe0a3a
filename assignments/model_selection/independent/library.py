"""Short forms: array_split, masks, Counter, polyfit in its own basis, max with a key."""

import itertools
from collections import Counter

import numpy as np


def kfold_indices(n, k, rng):
    if k < 2 or k > n:
        raise ValueError("k is out of range")
    indices = np.arange(n)
    rng.shuffle(indices)
    return np.array_split(indices, k)


def cross_validate(fit, score, X, y, folds):
    pairs = []
    for fold in folds:
        inside = np.isin(np.arange(len(y)), fold)
        model = fit(X[~inside], y[~inside])
        pairs.append((score(model, X[~inside], y[~inside]), score(model, X[fold], y[fold])))
    return tuple(np.mean(pairs, axis=0).tolist())


def bias_variance_noise(truth, predictions, labels):
    truth, predictions, labels = (
        a if a.dtype.kind == "f" else a.astype(float) for a in (truth, predictions, labels)
    )
    bias = np.mean((np.mean(predictions, axis=0) - truth) ** 2)
    return bias, np.mean(np.var(predictions, axis=0)), np.mean((labels - truth[None]) ** 2)


def early_stopping(losses, patience):
    losses = list(losses)
    if not losses or patience < 1:
        raise ValueError("no losses, or no patience")
    for stop in range(len(losses)):
        best = losses.index(min(losses[: stop + 1]))
        if stop - best >= patience:
            return stop, best
    return len(losses) - 1, losses.index(min(losses))


def polynomial_features(x, degree):
    if degree < 0:
        raise ValueError("degree must not be negative")
    x = x if x.dtype.kind == "f" else x.astype(float)
    return np.vander(x, degree + 1, increasing=True).astype(x.dtype)


def select_degree(x, y, degrees, folds):
    x, y = x.astype(float), y.astype(float)

    def error(degree):
        errors = []
        for fold in folds:
            inside = np.isin(np.arange(len(x)), fold)
            A = np.vander(x, degree + 1, increasing=True)
            w = np.linalg.pinv(A[~inside]) @ y[~inside]
            errors.append(np.mean((A[inside] @ w - y[inside]) ** 2))
        return np.mean(errors)

    return min(degrees, key=lambda degree: (error(degree), degree))


def grid_search(grid, evaluate):
    tried = [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]
    scores = [evaluate(dict(each)) for each in tried]
    best = int(np.argmax(scores))
    return tried[best], scores[best]


def majority_vote(predictions):
    winners = []
    for column in np.transpose(predictions).tolist():
        counts = Counter(column)
        winners.append(min(counts, key=lambda c: (-counts[c], c)))
    return np.array(winners)
