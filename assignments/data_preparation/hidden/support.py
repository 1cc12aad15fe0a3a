"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

from grader.testing import torch_generator

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a sum or a difference of two values overflows."""


def narrow(rng, dtype, *shape):
    """Whole numbers of a narrow type, from the whole of its range, with both ends in the first column."""
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max + 1, size=shape)
    values[0, 0], values[-1, 0] = ends.max, ends.min
    return values.astype(dtype)


def numbers(rng, n, d):
    """A table whose columns differ in mean and spread; no number is near 0."""
    sizes = rng.uniform(1.0, 4.0, size=(n, d))
    return sizes * rng.uniform(1.0, 3.0, size=d) * rng.choice([-1.0, 1.0], size=d)


def with_gaps(rng, n, d):
    """A table with gaps in each column: one or more in number, and two or more known values."""
    X = numbers(rng, n, d)
    for j in range(d):
        X[rng.permutation(n)[: 1 + j % (n - 2)], j] = np.nan
    return X


def with_few_gaps(rng, n, d):
    """A table with gaps in two rows and in two columns."""
    X = numbers(rng, n, d)
    rows, columns = rng.permutation(n)[:2], rng.permutation(d)[:2]
    X[rows, columns] = np.nan
    return X


def no_tables():
    """What has no shape (n, d) with n >= 1 and d >= 1."""
    X = np.arange(24.0)
    return X[:4], X.reshape(2, 3, 4), X[:0].reshape(0, 3), X[:0].reshape(4, 0), np.float64(1.0)


def source(rng):
    """A torch generator of a random seed."""
    return torch_generator(int(rng.integers(2**32)))
