"""What the timed calls of `layer_norm_backward` are given, and the least that must be moved and computed.

Among ordinary rows are some that lie 1000 away from 0 and some that vary by a thousandth only. The upstream gradient of
both is small, so that neither their rounding nor their gradient outweighs the other rows.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Drawn

_AWAY = 1e3
_SMALL = 0.1
"""Upstream gradient of the rows away from 0, whose mean is rounded to some 1e-5 of their deviations."""
_TINY = 1e-3
_ROWS = 4
"""Rows of each kind on a GPU, where each number that is no draw has to be sent."""


def inputs_cpu(rng, n, k):
    """Upstream gradient, input and scale in float32; one row in sixteen lies far from 0, one varies little."""
    dout, x = (rng.standard_normal((n, k), dtype=np.float32) for _ in range(2))
    away, tiny = rng.permutation(n)[: 2 * max(1, n // 16)].reshape(2, -1)
    x[away] += np.float32(_AWAY) * rng.choice(np.array([-1, 1], np.float32), size=(len(away), 1))
    dout[away] *= np.float32(_SMALL)
    x[tiny] *= np.float32(_TINY)
    dout[tiny] *= np.float32(_TINY)
    return dout, x, (1 + 0.5 * rng.standard_normal(k, dtype=np.float32)).astype(np.float32)


def ideal_cpu(n, k):
    """Two matrices read and one written; a dozen operations of each entry."""
    return 4 * (3 * n * k + 3 * k), 12 * n * k


def inputs_gpu(rng, n, k):
    """The same as recipes, with a few rows of each kind written into the draws."""
    rows = [int(row) for row in rng.choice(n, size=2 * _ROWS, replace=False)]
    places = np.concatenate([np.arange(row * k, (row + 1) * k) for row in rows])
    drawn = rng.standard_normal((2, 2 * _ROWS, k))
    drawn[0, :_ROWS] += _AWAY * rng.choice([-1.0, 1.0], size=(_ROWS, 1))
    drawn[1, :_ROWS] *= _SMALL
    drawn[:, _ROWS:] *= _TINY
    x, dout = (
        Drawn(
            shape=(n, k), dtype="float32", seed=int(rng.integers(2**62)),
            places=tuple(places.tolist()), values=tuple(values.ravel().tolist()),
        )
        for values in drawn
    )  # fmt: skip
    gamma = Drawn(shape=(k,), dtype="float32", seed=int(rng.integers(2**62)), scale=0.5, shift=1.0)
    return dout, x, gamma


def ideal_gpu(n, k):
    """As many bytes and operations as on a CPU."""
    return ideal_cpu(n, k)
