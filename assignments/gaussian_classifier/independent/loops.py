"""The Gaussian classifier by loops over single numbers, without any call of `numpy.linalg`: a right solution.

Determinants and systems of equations come from Gaussian elimination on lists, the positive definiteness from its
pivots, sums from `math.fsum`, and the posterior from the sum of ratios to one class at a time.
"""

from __future__ import annotations

import math
from collections import Counter

import numpy as np


def class_priors(y, k=None):
    labels = _whole(y)
    size = max(labels) + 1 if k is None else k
    if any(label >= size for label in labels):
        raise ValueError("a label is not below k")
    counts = Counter(labels)
    return np.array([counts[j] / len(labels) for j in range(size)])


def fit_gaussian(X):
    rows = _rows(X)
    mu, Sigma = _moments(rows)
    return np.array(mu, _kind(X)), np.array(Sigma, _kind(X))


def shared_covariance(X, y):
    rows, labels = _rows(X), _whole(y)
    if len(rows) != len(labels):
        raise ValueError("one label for each row")
    d = len(rows[0])
    total = [[0.0] * d for _ in range(d)]
    for label in set(labels):
        members = [row for row, own in zip(rows, labels, strict=True) if own == label]
        _, Sigma = _moments(members)
        for i in range(d):
            for j in range(d):
                total[i][j] += Sigma[i][j] * len(members) / len(rows)
    return np.array(total, _kind(X))


def log_density(X, mu, Sigma):
    return np.array(_log_densities(_rows(X), mu, Sigma), _kind(X, mu, Sigma))


def log_likelihood(X, mu, Sigma):
    return math.fsum(_log_densities(_rows(X), mu, Sigma))


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    if min(n1, n0) <= 0:
        raise ValueError("both classes need samples")
    one, zero, table = _vector(mu1), _vector(mu0), _table(Sigma)
    if not len(one) == len(zero) == len(table):
        raise ValueError("the numbers of features differ")
    solved_one, solved_zero = _eliminate(table, one)[0], _eliminate(table, zero)[0]
    w = [a - b for a, b in zip(solved_one, solved_zero, strict=True)]
    b = _dot(zero, solved_zero) / 2 - _dot(one, solved_one) / 2 + math.log(n1) - math.log(n0)
    return np.array(w, _kind(mu1, mu0, Sigma)), b


def posterior(X, means, covariances, priors):
    joint = _log_joint(X, means, covariances, priors)
    shares = [[_share(row, k) for k in range(len(row))] for row in joint]
    return np.array(shares, _kind(X, means, covariances, priors))


def predict(X, means, covariances, priors):
    joint = _log_joint(X, means, covariances, priors)
    return np.array([max(range(len(row)), key=row.__getitem__) for row in joint])


def _share(row, k):
    """1 / sum of the ratios to class k; a ratio that is too large makes the share 0."""
    if row[k] == -math.inf:
        return 0.0
    gaps = [other - row[k] for other in row]
    return 0.0 if max(gaps) > 700 else 1 / math.fsum(math.exp(gap) for gap in gaps)


def _log_joint(X, means, covariances, priors):
    rows, centres = _rows(X), _rows(means)
    tables = np.asarray(covariances)
    if tables.ndim == 2:
        tables = [tables] * len(centres)
    shares = [float(p) for p in priors] if np.ndim(priors) == 1 else []
    if not len(tables) == len(shares) == len(centres) or min(shares) < 0 or sum(shares) == 0:
        raise ValueError("one covariance and one prior for each class")
    columns = []
    for centre, table, share in zip(centres, tables, shares, strict=True):
        log_share = math.log(share) if share > 0 else -math.inf
        columns.append([value + log_share for value in _log_densities(rows, centre, table)])
    return list(zip(*columns, strict=True))


def _log_densities(rows, mu, Sigma):
    centre, table = _vector(mu), _table(Sigma)
    if not len(centre) == len(table) == len(rows[0]):
        raise ValueError("the numbers of features differ")
    _, pivots = _eliminate(table, centre)
    log_det = math.fsum(math.log(pivot) for pivot in pivots)
    values = []
    for row in rows:
        away = [a - b for a, b in zip(row, centre, strict=True)]
        form = _dot(away, _eliminate(table, away)[0])
        values.append(-(len(centre) * math.log(2 * math.pi) + log_det + form) / 2)
    return values


def _moments(rows):
    n, d = len(rows), len(rows[0])
    mu = [math.fsum(row[i] for row in rows) / n for i in range(d)]
    Sigma = [
        [math.fsum((row[i] - mu[i]) * (row[j] - mu[j]) for row in rows) / n for j in range(d)]
        for i in range(d)
    ]
    return mu, Sigma


def _eliminate(table, right):
    """Solution and pivots; all pivots are positive if and only if the symmetric table is positive definite."""
    rows = [[*line, value] for line, value in zip(table, right, strict=True)]
    d = len(rows)
    for i in range(d):
        if not rows[i][i] > 0:
            raise ValueError("not positive definite")
        for j in range(i + 1, d):
            factor = rows[j][i] / rows[i][i]
            rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i], strict=True)]
    solution = [0.0] * d
    for i in reversed(range(d)):
        known = math.fsum(rows[i][j] * solution[j] for j in range(i + 1, d))
        solution[i] = (rows[i][d] - known) / rows[i][i]
    return solution, [rows[i][i] for i in range(d)]


def _dot(a, b):
    return math.fsum(x * y for x, y in zip(a, b, strict=True))


def _rows(X):
    if np.ndim(X) != 2 or len(X) == 0:
        raise ValueError("a table with at least one row")
    return [[float(value) for value in row] for row in X]


def _vector(mu):
    if np.ndim(mu) != 1:
        raise ValueError("a mean has one axis")
    return [float(value) for value in mu]


def _table(Sigma):
    if np.ndim(Sigma) != 2 or len(Sigma) != len(Sigma[0]):
        raise ValueError("a covariance is square")
    return [[float(value) for value in row] for row in Sigma]


def _whole(y):
    if np.ndim(y) != 1 or len(y) == 0:
        raise ValueError("labels have one axis")
    if np.asarray(y).dtype.kind not in "iu" or min(int(label) for label in y) < 0:
        raise ValueError("labels are whole numbers from 0")
    return [int(label) for label in y]


def _kind(*arrays):
    kinds = {np.asarray(array).dtype for array in arrays}
    return np.float32 if kinds == {np.dtype(np.float32)} else np.float64
