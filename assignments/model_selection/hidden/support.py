"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

from grader.testing import callback, shaped

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a square or a difference overflows."""


def folds(rng, n, sizes):
    """A random partition of n samples into folds of these sizes."""
    order = rng.permutation(n)
    return np.split(order, np.cumsum(sizes)[:-1])


def least_squares():
    """``fit`` and ``score`` of a linear model: its weights, and its mean squared error."""
    rows, labels = shaped("n", "d"), shaped("n")
    fit = callback(lambda X, y: np.linalg.lstsq(X, y, rcond=None)[0], like=(rows, labels))
    score = callback(lambda w, X, y: float(np.mean((X @ w - y) ** 2)), like=(shaped("d"), rows, labels))
    return fit, score


def in_order():
    """A model that remembers the order of its samples, and a score that depends on the order, too."""
    rows, labels = shaped("n", "d"), shaped("n")
    fit = callback(
        lambda X, y: np.array([np.sum(y * np.arange(1, len(y) + 1)), X[0, 0], X[-1, 0]]), like=(rows, labels)
    )
    score = callback(
        lambda model, X, y: float(np.sum(model) + np.sum(X[:, 0] * y * np.arange(len(y)))),
        like=(shaped("k"), rows, labels),
    )
    return fit, score


def table(rng, n, d):
    """Samples in rows, and labels that depend on them."""
    X = rng.normal(size=(n, d)) * rng.uniform(0.5, 4.0, size=d) + rng.normal(size=d)
    return X, X @ rng.normal(size=d) + rng.normal(size=n)
