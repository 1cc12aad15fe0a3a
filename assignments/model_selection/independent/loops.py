"""In plain loops."""

import numpy as np


def _real(a):
    a = np.array(a)
    return a if a.dtype.kind == "f" else a.astype("float64")


def kfold_indices(n, k, rng):
    if not 2 <= k <= n:
        raise ValueError("k is out of range")
    left = list(range(n))
    folds = []
    for j in range(k):
        fold = []
        for _ in range(n // k + (1 if j < n % k else 0)):
            fold.append(left.pop(int(rng.integers(len(left)))))
        folds.append(np.array(fold))
    return folds


def cross_validate(fit, score, X, y, folds):
    a = b = 0.0
    for fold in folds:
        rest = [i for i in range(len(X)) if i not in set(fold.tolist())]
        model = fit(X[rest], y[rest])
        a += score(model, X[rest], y[rest]) / len(folds)
        b += score(model, X[fold], y[fold]) / len(folds)
    return a, b


def bias_variance_noise(truth, predictions, labels):
    truth, predictions, labels = _real(truth), _real(predictions), _real(labels)
    m = len(truth)
    bias = variance = noise = 0.0
    for j in range(m):
        own = [float(row[j]) for row in predictions]
        mean = sum(own) / len(own)
        bias += (mean - float(truth[j])) ** 2 / m
        variance += sum((f - mean) ** 2 for f in own) / len(own) / m
        noise += sum((float(row[j]) - float(truth[j])) ** 2 for row in labels) / len(labels) / m
    return bias, variance, noise


def early_stopping(losses, patience):
    if len(losses) < 1:
        raise ValueError("no losses")
    if patience <= 0:
        raise ValueError("no patience")
    best, least, waited, epoch = 0, losses[0], 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < least:
            best, least, waited = epoch, losses[epoch], 0
        else:
            waited += 1
        if waited == patience:
            break
    return epoch, best


def polynomial_features(x, degree):
    if degree < 0:
        raise ValueError("degree must not be negative")
    x = _real(x)
    table = np.ones((len(x), degree + 1), dtype=x.dtype)
    for j in range(1, degree + 1):
        table[:, j] = table[:, j - 1] * x
    return table


def select_degree(x, y, degrees, folds):
    x, y = _real(x), _real(y)
    best, least = None, None
    for degree in sorted(set(degrees)):
        A = polynomial_features(x, degree)
        errors = []
        for fold in folds:
            rest = np.array([i for i in range(len(x)) if i not in set(fold.tolist())])
            w, *_ = np.linalg.lstsq(A[rest], y[rest], rcond=None)
            errors.append(float(sum((A[i] @ w - y[i]) ** 2 for i in fold)) / len(fold))
        error = sum(errors) / len(errors)
        if least is None or error < least:
            best, least = degree, error
    return best


def grid_search(grid, evaluate):
    combinations = [{}]
    for name in grid:
        combinations = [{**old, name: value} for old in combinations for value in grid[name]]
    best, highest = combinations[0], evaluate(combinations[0])
    for chosen in combinations[1:]:
        score = evaluate(chosen)
        if score > highest:
            best, highest = chosen, score
    return best, highest


def majority_vote(predictions):
    R, n = predictions.shape
    winners = np.zeros(n, dtype=np.int64)
    for j in range(n):
        counts = {}
        for r in range(R):
            counts[int(predictions[r, j])] = counts.get(int(predictions[r, j]), 0) + 1
        winners[j] = sorted(counts, key=lambda c: (-counts[c], c))[0]
    return winners
