"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

from grader.testing import callback, shaped

NARROW = np.int8, np.uint8, np.int16, np.uint16
"""Integer types in which a square, a sum or a difference of two values overflows."""


def narrow(rng, dtype, shape):
    """Whole numbers of a narrow type, from the whole of its range, with both ends among them."""
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max + 1, size=shape)
    values.flat[0], values.flat[-1] = ends.max, ends.min
    return values.astype(dtype)


def weights(rng, *shape):
    """Weights of shape ``shape``."""
    return rng.normal(size=shape)


def gradients(rng, steps, *shape):
    """One gradient per step; entries have sizes of their own, so that no common scale goes unseen."""
    return rng.normal(size=(steps, *shape)) * rng.uniform(0.3, 3.0, size=shape)


def descend(rule, w, given, state, *numbers):
    """Weights and state after a step for each gradient; the rule is the student's or the reference's."""
    for g in given:
        w, *state = rule(w, g, *state, *numbers)
    return w, *state


def mixed(rng, n):
    """A gradient whose entries reach from 1e-25 to 1e25."""
    return rng.permutation(10.0 ** np.linspace(-25.0, 25.0, n)) * rng.choice([-1.0, 1.0], size=n)


def data(rng, n, d):
    """Weights, samples that are all different, and targets."""
    return weights(rng, d), rng.normal(size=(n, d)), rng.normal(size=n)


def slope(w, X, y):
    """Gradient of the mean over the rows of ln cosh(x w) - y x w: bounded, and never the same at two places."""
    scores = X @ w
    targets = y if scores.ndim == 1 else y[:, np.newaxis] * np.arange(1, scores.shape[1] + 1)
    return X.T @ (np.tanh(scores) - targets) / len(y)


def grad(table=False):
    """`slope` as an argument; with ``table`` for weights of shape (d, k)."""
    like = shaped("d", "k") if table else shaped("d")
    return callback(slope, like=(like, shaped("b", "d"), shaped("b")))


def last_digits():
    """A gradient that needs the samples and the targets as whole numbers: it takes their last digits."""
    like = shaped("d"), shaped("b", "d"), shaped("b")
    return callback(lambda w, X, y: (X % 8 + (y % 8)[:, np.newaxis]).mean(axis=0) - 0.1 * w, like=like)


def large_whole_numbers(rng, n, d):
    """Weights, and odd integers above 2**53 as samples and targets, which no float holds."""
    X, y = rng.integers(0, 1000, size=(n, d)), rng.integers(0, 1000, size=n)
    return weights(rng, d), 2**53 + 1 + 2 * X, 2**53 + 1 + 2 * y


def counting_grad(sizes):
    """`grad` that writes down how many rows each call has."""

    def counted(w, X, y):
        sizes.append(len(y))
        return slope(w, X, y)

    return callback(counted, like=(shaped("d"), shaped("b", "d"), shaped("b")))


def cut(order, size):
    """Batches of ``size`` row numbers; the last one is short if the sizes do not fit."""
    return [order[start : start + size] for start in range(0, len(order), size)]
