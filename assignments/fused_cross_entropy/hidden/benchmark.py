"""What the timed calls of `fused_cross_entropy` are given, and the least that must be moved and computed.

Among rows of ordinary logits are some around 10,000, some around -10,000 and some that are masked from a column in
their second half on. The first two rows have the first and the last class as their target.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Drawn

_AWAY = 1e4
_MASKED = 4
"""Masked rows on a GPU, where each number that is no draw has to be sent."""


def inputs_cpu(rng, n, V):
    """Logits in float32 and targets; one row in sixteen is large, one far below zero, one masked."""
    x = rng.standard_normal((n, V), dtype=np.float32)
    x *= np.float32(4)
    targets = _targets(rng, n, V)
    large, small, masked = rng.permutation(np.arange(2, n))[: 3 * max(1, n // 16)].reshape(3, -1)
    x[large] += np.float32(_AWAY)
    x[small] -= np.float32(_AWAY)
    ends = rng.integers((V + 1) // 2, V, size=len(masked))
    x[masked] = np.where(np.arange(V) < ends[:, np.newaxis], x[masked], np.float32(-np.inf))
    targets[masked] %= ends
    return x, targets


def _targets(rng, n, V):
    """A class for each row, drawn evenly; the first and the last class stand in the first two rows."""
    targets = rng.integers(0, V, size=n)
    targets[:2] = 0, V - 1
    return targets


def ideal_cpu(n, V):
    """Logits read once, gradient written once; maximum, difference, exponential, sum and quotient of each entry."""
    return 2 * 4 * n * V, 5 * n * V


def inputs_gpu(rng, n, V):
    """The same in bfloat16 as a recipe, with a large row, a row far below zero and a few masked ones; and targets."""
    import torch  # a GPU is graded only where torch is installed

    large, small, *masked = (int(row) for row in 2 + rng.choice(n - 2, size=2 + _MASKED, replace=False))
    ends = rng.integers((V + 1) // 2, V, _MASKED)
    targets = _targets(rng, n, V)
    targets[masked] %= ends
    spans = [(row, int(end)) for row, end in zip(masked, ends, strict=True)]
    places = [np.arange(row * V + start, (row + 1) * V) for row, start in ((large, 0), (small, 0), *spans)]
    values = 64 * rng.standard_normal(2 * V) + np.repeat([_AWAY, -_AWAY], V)
    hidden = sum(map(len, places)) - 2 * V
    logits = Drawn(
        shape=(n, V), dtype="bfloat16", seed=int(rng.integers(2**62)), scale=4.0,
        places=tuple(np.concatenate(places).tolist()), values=(*values.tolist(), *hidden * [-np.inf]),
    )  # fmt: skip
    return logits, torch.from_numpy(targets)


def ideal_gpu(n, V):
    """Two bytes a number, and as many operations as on a CPU."""
    return 2 * 2 * n * V, 5 * n * V
