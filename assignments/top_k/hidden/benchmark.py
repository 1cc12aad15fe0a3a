"""What the timed calls of `top_k` are given, and the least that must be moved and computed.

Among rows of ordinary numbers are some that are negative throughout, some with few different numbers, and some that are
masked from a column in their second half on.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Drawn

_BELOW = 20.0
_LEVELS = 4.0
_MASKED = 4
"""Masked rows on a GPU, where each number that is no draw has to be sent."""


def inputs_cpu(rng, n, V, k):
    """Scores in float32; one row in sixteen is negative throughout, one has many ties, one is masked."""
    x = rng.standard_normal((n, V), dtype=np.float32)
    negative, tied, masked = rng.permutation(n)[: 3 * max(1, n // 16)].reshape(3, -1)
    x[negative] -= np.float32(_BELOW)
    x[tied] = np.round(x[tied] * np.float32(_LEVELS)) / np.float32(_LEVELS)
    ends = rng.integers((V + 1) // 2, V, size=len(masked))
    x[masked] = np.where(np.arange(V) < ends[:, np.newaxis], x[masked], np.float32(-np.inf))
    return x, k


def ideal_cpu(n, V, k):
    """Scores read once, the k largest written; a comparison of each score."""
    return 4 * n * (V + k), n * V


def inputs_gpu(rng, n, V, k):
    """The same as a recipe: a negative row, a row with ties and a few masked ones, written into the draw."""
    negative, tied, *masked = (int(row) for row in rng.choice(n, size=2 + _MASKED, replace=False))
    spans = [(row, int(end)) for row, end in zip(masked, rng.integers((V + 1) // 2, V, _MASKED), strict=True)]
    places = [np.arange(row * V + start, (row + 1) * V) for row, start in ((negative, 0), (tied, 0), *spans)]
    values = rng.standard_normal((2, V))
    values[0] -= _BELOW
    values[1] = np.round(values[1] * _LEVELS) / _LEVELS
    hidden = sum(map(len, places)) - 2 * V
    scores = Drawn(
        shape=(n, V), dtype="float32", seed=int(rng.integers(2**62)),
        places=tuple(np.concatenate(places).tolist()), values=(*values.ravel().tolist(), *hidden * [-np.inf]),
    )  # fmt: skip
    return scores, k


def ideal_gpu(n, V, k):
    """As many bytes and operations as on a CPU."""
    return ideal_cpu(n, V, k)
