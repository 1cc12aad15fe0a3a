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


def table(rng, *shape):
    """A distribution without zeros; no two cells are alike."""
    weights = rng.uniform(0.2, 1.0, size=shape)
    return weights / weights.sum()


def certain(dtype, *shape):
    """A distribution in whole numbers: one cell, not the first, has probability 1."""
    cells = np.zeros(shape, dtype=dtype)
    cells.flat[cells.size // 2] = 1
    return cells


def product(rng, a, b):
    """The joint table of two independent variables."""
    return np.outer(table(rng, a), table(rng, b))


def shift(joint, amount):
    """Move probability between four corners: the sums of rows and columns stay as they are."""
    joint = joint.copy()
    joint[0, 0] += amount
    joint[-1, -1] += amount
    joint[0, -1] -= amount
    joint[-1, 0] -= amount
    return joint


def dependent(rng, a, b):
    """The joint table of two variables that clearly depend on each other."""
    joint = product(rng, a, b)
    return shift(joint, 0.5 * min(joint[0, -1], joint[-1, 0]))


def stacked(parts, weights):
    """The joint table of A, B and C from the tables of A and B for each value of C."""
    return np.stack([weight * part for part, weight in zip(parts, weights, strict=True)], axis=2)


def no_distributions(*shape):
    """Tables of a shape that are no distribution."""
    even = np.full(shape, 1 / np.prod(shape))
    negative, last, missing = even.copy(), even.copy(), even.copy()
    negative.flat[0] -= 1.5 * even.flat[0]
    negative.flat[1] += 1.5 * even.flat[0]
    last.flat[-1] -= 1.5 * even.flat[0]
    last.flat[0] += 1.5 * even.flat[0]
    missing.flat[-1] = np.nan
    return negative, last, missing, 1.01 * even, 0.5 * even, 0 * even


def bad_deviations():
    """Numbers that are no standard deviation."""
    return 0.0, -1.0, np.inf, np.nan, 0, -2
