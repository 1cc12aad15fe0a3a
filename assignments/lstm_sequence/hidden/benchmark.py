"""What the timed calls of `lstm_sequence` are given, and the least that must be moved and computed.

The forget gates are open, so that what a unit took in long ago still counts. One sequence in each batch has inputs
that are twenty times as large as the others, which closes and opens gates completely.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Drawn

_LARGE = 20.0
_OPEN = 2.0


def inputs_cpu(rng, B, T, D, H):
    """Sequences, state, memory, weights and biases in float32; pre-activations have a variance of about 2."""
    x, h0, c0 = (rng.standard_normal(shape, dtype=np.float32) for shape in ((B, T, D), (B, H), (B, H)))
    x[rng.integers(B)] *= np.float32(_LARGE)
    Wx, Wh = (rng.standard_normal((n, 4 * H), dtype=np.float32) / np.float32(np.sqrt(n)) for n in (D, H))
    b = rng.standard_normal(4 * H, dtype=np.float32)
    b[H : 2 * H] += np.float32(_OPEN)
    return x, h0, c0, Wx, Wh, b


def ideal_cpu(B, T, D, H):
    """All arguments read and the states written; two products, and a dozen operations for each unit and step."""
    numbers = B * T * (D + H) + 2 * B * H + 4 * H * (D + H + 1)
    return 4 * numbers, B * T * (8 * H * (D + H) + 12 * H)


def inputs_gpu(rng, B, T, D, H):
    """The same as recipes, with the same spread for all inputs and biases."""
    return [
        Drawn(shape=shape, dtype="float32", seed=int(rng.integers(2**62)), scale=scale, shift=shift)
        for shape, scale, shift in (
            ((B, T, D), 1.0, 0.0), ((B, H), 1.0, 0.0), ((B, H), 1.0, 0.0),
            ((D, 4 * H), D**-0.5, 0.0), ((H, 4 * H), H**-0.5, 0.0), ((4 * H,), 1.0, 0.5 * _OPEN),
        )
    ]  # fmt: skip


def ideal_gpu(B, T, D, H):
    """As many bytes and operations as on a CPU."""
    return ideal_cpu(B, T, D, H)
