"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a difference or a square of two values overflows."""


def rotation(rng, d):
    """A random rotation or reflection of d axes."""
    return np.linalg.qr(rng.normal(size=(d, d)))[0]


def samples(rng, n, d):
    """Samples whose variances in all directions differ clearly, far from the origin."""
    spread = 3.0 ** -np.arange(d)
    return (rng.uniform(-1, 1, size=(n, d)) * 4 * spread) @ rotation(rng, d) + rng.normal(size=d) * 5


def clouds(rng, n, K, d):
    """Samples around centres, and centres near them."""
    centers = 4 * rng.normal(size=(K, d))
    X = centers[rng.integers(0, K, size=n)] + rng.normal(size=(n, d))
    return X, centers + 0.5 * rng.normal(size=(K, d))


def narrow(rng, dtype, n, d):
    """Whole numbers of a narrow type, from the whole of its range."""
    ends = np.iinfo(dtype)
    return rng.integers(ends.min, ends.max + 1, size=(n, d)).astype(dtype)
