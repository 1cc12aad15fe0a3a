"""What the timed calls of `row_softmax` are given, and the least that must be moved and computed.

Among rows of ordinary logits are some around 10,000, some around -10,000 and some that are masked from a column in
their second half on. No row is masked throughout.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Drawn

_AWAY = 1e4
_MASKED = 4
"""Masked rows on a GPU, where each number that is no draw has to be sent."""


def inputs_cpu(rng, n, k):
    """Logits in float32; one row in sixteen is large, one far below zero, one masked."""
    x = rng.standard_normal((n, k), dtype=np.float32)
    large, small, masked = rng.permutation(n)[: 3 * max(1, n // 16)].reshape(3, -1)
    x[large] += np.float32(_AWAY)
    x[small] -= np.float32(_AWAY)
    ends = rng.integers((k + 1) // 2, k, size=len(masked))
    x[masked] = np.where(np.arange(k) < ends[:, np.newaxis], x[masked], np.float32(-np.inf))
    return (x,)


def ideal_cpu(n, k):
    """Logits read once, weights written once; maximum, difference, exponential, sum and quotient of each entry."""
    return 2 * 4 * n * k, 5 * n * k


def inputs_gpu(rng, n, k):
    """The same as a recipe: a large row, a row far below zero and a few masked ones, written into the draw."""
    large, small, *masked = (int(row) for row in rng.choice(n, size=2 + _MASKED, replace=False))
    spans = [(row, int(end)) for row, end in zip(masked, rng.integers((k + 1) // 2, k, _MASKED), strict=True)]
    places = [np.arange(row * k + start, (row + 1) * k) for row, start in ((large, 0), (small, 0), *spans)]
    values = rng.standard_normal(2 * k) + np.repeat([_AWAY, -_AWAY], k)
    hidden = sum(map(len, places)) - 2 * k
    return (
        Drawn(
            shape=(n, k), dtype="float32", seed=int(rng.integers(2**62)),
            places=tuple(np.concatenate(places).tolist()), values=(*values.tolist(), *hidden * [-np.inf]),
        ),
    )  # fmt: skip


def ideal_gpu(n, k):
    """As many bytes and operations as on a CPU."""
    return ideal_cpu(n, k)
