"""Step by step, as the rules are taught."""

import itertools

import numpy as np


def to_float(a):
    if np.issubdtype(a.dtype, np.floating):
        return a
    return a.astype(np.float64)


def kfold_indices(n, k, rng):
    if k < 2 or k > n:
        raise ValueError("k must be between 2 and n")
    order = rng.permutation(n)
    size = n // k
    extra = n % k
    folds = []
    start = 0
    for j in range(k):
        stop = start + size
        if j < extra:
            stop += 1
        folds.append(order[start:stop])
        start = stop
    return folds


def cross_validate(fit, score, X, y, folds):
    training = []
    validation = []
    for fold in folds:
        rest = np.delete(np.arange(len(X)), fold)
        model = fit(X[rest], y[rest])
        training.append(score(model, X[rest], y[rest]))
        validation.append(score(model, X[fold], y[fold]))
    return np.mean(training), np.mean(validation)


def bias_variance_noise(truth, predictions, labels):
    truth = to_float(truth)
    predictions = to_float(predictions)
    labels = to_float(labels)
    average = np.mean(predictions, axis=0)
    bias = np.mean((average - truth) ** 2)
    variance = np.mean((predictions - average) ** 2)
    noise = np.mean((labels - truth) ** 2)
    return bias, variance, noise


def early_stopping(losses, patience):
    if len(losses) == 0:
        raise ValueError("losses must not be empty")
    if patience < 1:
        raise ValueError("patience must be at least 1")
    best_loss = float("inf")
    best = 0
    waited = 0
    for epoch, loss in enumerate(losses):
        if loss < best_loss:
            best_loss = loss
            best = epoch
            waited = 0
        else:
            waited += 1
            if waited >= patience:
                return epoch, best
    return len(losses) - 1, best


def polynomial_features(x, degree):
    if degree < 0:
        raise ValueError("degree must be at least 0")
    x = to_float(x)
    columns = []
    for power in range(degree + 1):
        columns.append(x**power)
    return np.stack(columns, axis=1)


def select_degree(x, y, degrees, folds):
    x = to_float(x)
    y = to_float(y)
    best = None
    lowest = np.inf
    for degree in sorted(degrees):
        features = polynomial_features(x, degree)
        errors = []
        for fold in folds:
            rest = np.delete(np.arange(len(x)), fold)
            weights = np.linalg.lstsq(features[rest], y[rest], rcond=None)[0]
            predicted = features[fold] @ weights
            errors.append(np.mean((predicted - y[fold]) ** 2))
        error = np.mean(errors)
        if error < lowest:
            lowest = error
            best = degree
    return best


def grid_search(grid, evaluate):
    names = list(grid)
    best = None
    best_score = None
    for values in itertools.product(*[grid[name] for name in names]):
        chosen = dict(zip(names, values, strict=True))
        score = evaluate(chosen)
        if best_score is None or score > best_score:
            best_score = score
            best = chosen
    return best, best_score


def majority_vote(predictions):
    n = predictions.shape[1]
    winners = []
    for j in range(n):
        classes, counts = np.unique(predictions[:, j], return_counts=True)
        winners.append(classes[np.argmax(counts)])
    return np.array(winners).astype(np.int64)
