"""What the timed calls of `tiled_matmul` are given, and the least that must be moved and computed.

The means are not 0, so a sum of thousands of products is far larger than each of them. A few rows of A are large.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Drawn

_LARGE = 4
"""Rows of A with large numbers."""


def inputs_gpu(rng, n, k, m):
    """Both matrices as recipes in bfloat16, with mean 1/4 and deviation 1."""
    rows = rng.choice(n, size=min(_LARGE, n), replace=False)
    places = (rows[:, np.newaxis] * k + np.arange(k)).ravel()
    values = rng.choice([-16.0, 24.0], size=len(places))
    return (
        _drawn(rng, (n, k), places=tuple(places.tolist()), values=tuple(values.tolist())),
        _drawn(rng, (k, m)),
    )


def _drawn(rng, shape, **large):
    return Drawn(shape=shape, dtype="bfloat16", seed=int(rng.integers(2**62)), shift=0.25, **large)


def ideal_gpu(n, k, m):
    """Both matrices read once in two bytes a number, the product written once in four; a product and a sum each."""
    return 2 * (n * k + k * m) + 4 * n * m, 2 * n * k * m
