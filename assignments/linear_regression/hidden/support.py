"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a product, a sum or a difference of two values overflows."""


def narrow(rng, dtype, *shape):
    """Whole numbers of a narrow type, from the whole of its range, with both ends among them."""
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max + 1, size=shape)
    values.flat[0], values.flat[-1] = ends.max, ends.min
    return values.astype(dtype)


def nearly_dependent(rng, n, d, gap):
    """A table whose last feature is the first but for ``gap``, and targets on a plane over it."""
    X = rng.normal(1.0, 1.0, size=(n, d))
    X[:, -1] = X[:, 0] + gap * rng.normal(size=n)
    theta = rng.uniform(1.0, 3.0, size=d + 1) * rng.choice([-1.0, 1.0], size=d + 1)
    return X, theta[0] + X @ theta[1:]
