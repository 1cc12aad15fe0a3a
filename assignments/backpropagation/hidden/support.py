"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

NARROW = np.int8, np.uint8, np.int16, np.uint16


def near_the_ends(rng, dtype, shape):
    """Integers near the ends of a type, none of them 0: products, sums and differences do not fit into the type."""
    ends = np.iinfo(dtype)
    width = (ends.max - ends.min) // 10
    low = rng.integers(ends.min or 1, ends.min + width, size=shape)
    high = rng.integers(ends.max - width, ends.max, size=shape, endpoint=True)
    return np.where(rng.random(shape) < 0.5, low, high).astype(dtype)


def cross_entropy(labels, logits):
    """The loss, written once more to measure slopes."""
    return float(np.mean(np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(labels)), labels]))


def slopes(loss, point, h=1e-5):
    """Central differences of a function of one array."""
    found = np.empty_like(point)
    for index in np.ndindex(point.shape):
        step = np.zeros_like(point)
        step[index] = h
        found[index] = (loss(point + step) - loss(point - step)) / (2 * h)
    return found
