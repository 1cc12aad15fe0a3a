"""What the timed calls of `linear_recurrence` are given, and the least that must be moved and computed.

Most factors are just below 1, so a state holds much of what came hundreds of times before. Some features change the
sign at each time, and most features forget all at a few times, where the factor is 0. The product of all factors is 0.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Drawn

_LEAST = 0.98
"""Smallest factor but for those that are 0."""
_FORGETTING = 1 / 200
"""Share of the factors that are 0."""
_ZEROS = 1000
"""Factors on a GPU that are 0; each has to be sent."""


def inputs_cpu(rng, T, D):
    """Factors and inputs in float32. The first quarter of the features never forgets; some have signs."""
    a = rng.uniform(_LEAST, 1.0, size=(T, D)).astype(np.float32)
    x = rng.standard_normal((T, D), dtype=np.float32)
    a[:, ::8] *= np.float32(-1)
    forgetting = rng.random((T, D), dtype=np.float32) < _FORGETTING
    forgetting[:, : D // 4] = False
    a[forgetting] = 0
    return a, x


def ideal_cpu(T, D):
    """Factors and inputs read once, states written once; a product and a sum for each state."""
    return 3 * 4 * T * D, 2 * T * D


def inputs_gpu(rng, B, T, D):
    """The same as recipes; factors near 0.98, and a few that are 0."""
    zeros = rng.choice(B * T * D, size=min(_ZEROS, B * T * D // 2), replace=False)
    a = Drawn(
        shape=(B, T, D), dtype="float32", seed=int(rng.integers(2**62)), scale=0.003, shift=0.98,
        places=tuple(zeros.tolist()), values=len(zeros) * (0.0,),
    )  # fmt: skip
    return a, Drawn(shape=(B, T, D), dtype="float32", seed=int(rng.integers(2**62)))


def ideal_gpu(B, T, D):
    """As many bytes and operations as on a CPU, for each sequence."""
    return ideal_cpu(B * T, D)
