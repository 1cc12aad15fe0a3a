"""What the timed calls of `histogram` are given, and the least that must be moved and computed.

A third of the rows has one value alone, as the ground of a scanned page, so that one counter is wanted again and again.
Another sixth has two values in turn.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Drawn

_MEAN, _SPREAD = 192.0, 8.0
"""Numbers of 16 bits that are drawn around 192 are whole, since bfloat16 has no others from 128 to 256."""
_EQUAL, _SPREAD_OUT = 1 << 15, 1 << 12
"""Neighbours of one value on a GPU, and numbers of any value, each of which has to be sent."""


def inputs_cpu(rng, height, width):
    """An image of bytes."""
    x = rng.integers(0, 256, size=(height, width), dtype=np.uint8)
    first = int(rng.integers(0, height // 2))
    ground, one, other = rng.integers(0, 256, size=3)
    x[first : first + height // 3] = ground
    x[first + height // 3 : first + height // 2, ::2] = one
    x[first + height // 3 : first + height // 2, 1::2] = other
    return (x,)


def ideal_cpu(height, width):
    """Each byte read once, 256 shares written, a division for each share. Integer additions are not counted."""
    return height * width + 8 * 256, 256


def inputs_gpu(rng, height, width):
    """Whole numbers in bfloat16 as a recipe: most near 192, a run of equal ones, and some of every value."""
    size = height * width
    first = int(rng.integers(0, size - _EQUAL))
    run = np.arange(first, first + _EQUAL)
    others = np.setdiff1d(rng.integers(0, size, size=_SPREAD_OUT), run)
    values = np.concatenate([np.full(_EQUAL, rng.integers(0, 256)), rng.integers(0, 256, size=len(others))])
    return (
        Drawn(
            shape=(height, width), dtype="bfloat16", seed=int(rng.integers(2**62)), scale=_SPREAD, shift=_MEAN,
            places=tuple(np.concatenate([run, others]).tolist()), values=tuple(values.astype(float).tolist()),
        ),
    )  # fmt: skip


def ideal_gpu(height, width):
    """Two bytes a number, and as many operations as on a CPU."""
    return 2 * height * width + 8 * 256, 256
