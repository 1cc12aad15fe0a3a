"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a negative, a difference or a product overflows."""
UNFIT = (((3, 2), (3,)), ((3, 2), (1,)), ((3,), (3,)), ((0, 2), (2,)), ((3, 2), (2, 1)))
"""Shapes of X and w that do not fit."""


def samples(rng, n, d):
    """Samples, labels with both values where n allows it, weights and a bias."""
    y = np.arange(n) % 2
    return rng.normal(0.3, 1.2, size=(n, d)), rng.permutation(y), rng.normal(size=d), float(rng.normal())


def narrow_samples(dtype):
    """Samples, labels and weights of a narrow integer type; products do not fit into it."""
    top = np.iinfo(dtype).max
    X = np.array([[top, 1], [2, top], [3, 100], [top, top], [0, 5]], dtype=dtype)
    return X, np.array([1, 0, 1, 0, 1], dtype=dtype), np.array([2, 3], dtype=dtype)
