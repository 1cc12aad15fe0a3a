"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a difference or a product overflows."""
BAD_LABELS = (
    [0, 4, 1], [4, 0, 1], [1, 0, 4], [0, -1, 1], [-1, 3, 0], [1, 2, -2], [0, 300, 1], [-4, 0, 1],
    [0.0, 1.0, 2.0], [[0, 1, 2]], [[0], [1], [2]],
)  # fmt: skip
"""What are no three labels of four classes: too large, negative, no integers, no vector."""


def batch(rng, n, K, scale=2.0):
    """Labels in any order, with all classes where n allows it, and logits that are often wrong."""
    return rng.permutation(np.arange(n) % K), scale * rng.normal(size=(n, K))


def far_apart(rng, n, K, height):
    """A batch whose rows lie at heights from -height to height. Within a row the logits are near each other."""
    labels, logits = batch(rng, n, K)
    return labels, logits + np.linspace(-height, height, n)[:, None]


def one_low(rng, n, k, depth):
    """A table in which all rows but one lie below by the depth. At 742 exponentials have two digits left."""
    z = rng.uniform(-1.0, 1.0, size=(n, k))
    z[1:] -= depth
    return rng.permutation(z)


def samples(rng, n, d, K):
    """Samples, and labels in any order, with all classes where n allows it."""
    return rng.normal(0.3, 1.2, size=(n, d)), rng.permutation(np.arange(n) % K)


def narrow(rng, dtype, shape):
    """Whole numbers near the upper end of a narrow type, with both ends among them."""
    ends = np.iinfo(dtype)
    values = ends.max - rng.integers(0, 4, size=shape)
    values.flat[0], values.flat[-1] = ends.max, ends.min
    return values.astype(dtype)
