"""What the timed calls of `pairwise_distances` are given, and the least that must be moved and computed.

All points lie far from the origin compared with their distances: where squares are taken of what is given, three
digits of seven are lost, and the tolerance tells.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Drawn

_AWAY = 32
"""Distance from the origin in each direction, where coordinates vary by 1."""


def inputs_cpu(rng, n, m, d):
    """Two sets of points around one place, in float32, with another offset in each direction."""
    offset = rng.uniform(0.75 * _AWAY, 1.25 * _AWAY, size=d) * rng.choice([-1.0, 1.0], size=d)
    sets = [rng.standard_normal((points, d), dtype=np.float32) for points in (n, m)]
    for points in sets:
        points += offset.astype(np.float32)
    return sets


def ideal_cpu(n, m, d):
    """Both sets read and the result written, and a multiplication and an addition per pair and feature."""
    return 4 * (n * d + m * d + n * m), 2 * n * m * d


def inputs_gpu(rng, n, m, d):
    """The same as recipes, with one offset for all directions."""
    away = float(rng.choice([-1.0, 1.0]) * _AWAY)
    return [
        Drawn(shape=(points, d), dtype="float32", seed=int(rng.integers(2**62)), shift=away)
        for points in (n, m)
    ]


def ideal_gpu(n, m, d):
    """As many bytes and operations as on a CPU."""
    return ideal_cpu(n, m, d)
