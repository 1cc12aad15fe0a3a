"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

from grader.testing import callback, shaped

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a product, a sum or a difference of two values overflows."""


def narrow(rng, dtype, *shape):
    """Whole numbers of a narrow type, from the whole of its range, with both ends among them."""
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max + 1, size=shape)
    values.flat[0], values.flat[-1] = ends.max, ends.min
    return values.astype(dtype)


def numbers(rng, n):
    """Truth and prediction; errors of both signs, none of them 0."""
    y = rng.normal(size=n)
    return y, y + rng.uniform(0.3, 2.5, size=n) * rng.permutation(np.resize([1.0, -1.0], n))


def labelled(rng, n):
    """Labels with both values where n >= 2, and probabilities of label 1 that are not too near to 0 and 1."""
    y = rng.permutation(np.resize([0, 1, 1], n))
    return y, rng.uniform(0.05, 0.95, size=n)


def rows(rng, n, k):
    """Distributions over k classes, one per row."""
    P = rng.uniform(0.1, 1.0, size=(n, k))
    return P / P.sum(axis=1, keepdims=True)


def one_hot(rng, n, k):
    """One-hot rows of random classes."""
    return np.eye(k)[rng.integers(0, k, size=n)]


def unpaired():
    """Pairs of arrays that are no truth and prediction of the same samples."""
    y = np.array([0, 1, 1, 0])
    pairs = [(y, other) for other in (y[:3], y[:1], y[:, None], np.tile(y, 2), y[None])]
    pairs += [(other, y) for _, other in pairs]
    return [*pairs, (y.reshape(2, 2), y.reshape(2, 2)), (y[:0], y[:0]), (np.float64(1.0), np.float64(1.0))]


def lopsided(slope=3.0):
    """A loss that is dearer if the prediction is too small: ``loss(y, y_hat)``."""
    return callback(
        lambda y, y_hat: np.where(y > y_hat, slope * (y - y_hat), (y_hat - y) ** 2),
        like=(shaped("n"), shaped("n")),
    )


def line(slope, intercept=0.0):
    """A model of one number per sample."""
    return callback(lambda x: slope * x + intercept, like=(shaped("n"),))


def plane(w, b=0.0):
    """A model of samples in rows."""
    return callback(lambda X: X @ w + b, like=(shaped("n", len(w)),))


def bad_probabilities(n):
    """Arrays of shape (n,) with a number that is no probability, at any place."""
    for place, bad in (0, -0.1), (n - 1, 1.2), (1, np.nan), (n - 1, np.inf), (n - 1, -1e-9), (0, 1 + 1e-9):
        p = np.linspace(0.2, 0.8, n)
        p[place] = bad
        yield p
