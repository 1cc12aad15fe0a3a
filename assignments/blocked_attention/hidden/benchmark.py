"""What the timed calls of `blocked_attention` are given, and the least that must be moved and computed.

Most scores have variance 1. Some queries fit one key so well that its score exceeds all others by hundreds, and that
key may lie in any block: whatever was summed before it counts for nothing, and its exponential is no number.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Drawn

_QUERY, _KEY = 128.0, 1.0
"""Coordinates of a query and a key that fit: a score of 128 √d, where others are 128 times a normal number."""


def inputs_cpu(rng, B, T, d):
    """Queries, keys and values of B sequences in float32; one query in 128 fits one key."""
    q, k, v = (rng.standard_normal((B, T, d), dtype=np.float32) for _ in range(3))
    count = max(1, T // 128)
    for b in range(B):
        signs = rng.choice(np.array([-1, 1], np.float32), size=(count, d))
        q[b, rng.choice(T, size=count, replace=False)] = _QUERY * signs
        k[b, rng.choice(T, size=count, replace=False)] = _KEY * signs
    return q, k, v


def ideal_cpu(B, T, d):
    """Three arrays read and one written, and the two products."""
    return 4 * 4 * B * T * d, 4 * B * T * T * d


def inputs_gpu(rng, B, H, T, d):
    """Queries, keys and values of H heads each, as recipes in bfloat16; in every head one query fits one key."""
    signs = rng.choice([-1.0, 1.0], size=(B * H, d)).ravel()
    q, k = (
        _drawn(rng, (B, H, T, d), places=_rows(rng, B * H, T, d), values=tuple((size * signs).tolist()))
        for size in (_QUERY, _KEY)
    )
    return q, k, _drawn(rng, (B, H, T, d))


def _drawn(rng, shape, **fitted):
    return Drawn(shape=shape, dtype="bfloat16", seed=int(rng.integers(2**62)), **fitted)


def _rows(rng, heads, T, d):
    """Places of one whole row in each head."""
    rows = np.arange(heads) * T + rng.integers(T, size=heads)
    return tuple((rows[:, np.newaxis] * d + np.arange(d)).ravel().tolist())


def ideal_gpu(B, H, T, d):
    """Two bytes a number, and as many operations as on a CPU."""
    return 2 * 4 * B * H * T * d, 4 * B * H * T * T * d
