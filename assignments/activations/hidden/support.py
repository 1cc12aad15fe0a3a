"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a negative, a difference or a product overflows."""
SHAPES = ((7,), (3, 4), (2, 3, 5), (1, 6), (4, 4), (2, 3, 3))


def narrow(dtype):
    """The ends of a narrow integer type and some small numbers between them."""
    ends = np.iinfo(dtype)
    return np.array([ends.min, ends.max, 0, 1, 2, 3, 7, 20, 100], dtype=dtype)


def inputs(rng, *shape):
    """Inputs of both signs, none of them near 0, where some activations have a kink."""
    x = rng.normal(0.0, 2.0, size=shape)
    return x + np.where(x < 0, -0.01, 0.01)


def both_signs(rng, *shape):
    """As `inputs`; the first entry is negative, the last one is positive."""
    x = inputs(rng, *shape)
    x.flat[0], x.flat[-1] = -abs(x.flat[0]), abs(x.flat[-1])
    return x


def tails(rng, largest, n=9):
    """Inputs from 1 to ``largest`` in absolute value, of both signs, in random order."""
    sizes = np.exp(rng.uniform(0.0, np.log(largest), size=n))
    sizes[0] = largest
    return rng.permutation(np.concatenate([sizes, -sizes]))
