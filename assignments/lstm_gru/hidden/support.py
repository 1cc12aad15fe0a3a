"""Inputs that the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np


def gate(rng, d, h):
    """Wx, Wh and b of one gate: all entries differ, and the gate is neither shut nor wide open."""
    return rng.normal(0.0, 0.8, size=(d, h)), rng.normal(0.0, 1.0, size=(h, h)), rng.normal(size=h)


def gates(rng, d, h):
    """Input gate, forget gate, candidate and output gate, each with numbers of its own."""
    return tuple(gate(rng, d, h) for _ in range(4))


def stacked(rng, d, h):
    """Wx, Wh and b of all four gates side by side."""
    columns = zip(*gates(rng, d, h), strict=True)
    return tuple(np.concatenate(parts, axis=-1) for parts in columns)


def lstm_state(rng, b, h):
    """A state and the memory behind it, as a cell with some open output gate leaves them."""
    memory = rng.normal(0.0, 1.5, size=(b, h))
    return rng.uniform(0.1, 0.9, size=(b, h)) * np.tanh(memory), memory


def gru_weights(rng, d, h):
    """Wz, Wr and Wh of a GRU: all entries differ."""
    return tuple(rng.normal(0.0, 0.9, size=(h + d, h)) for _ in range(3))


def gru_state(rng, b, h):
    """A state of a GRU, which is a mean of tanh values."""
    return np.tanh(rng.normal(size=(b, h)))


def single(value):
    """The same numbers in float32, tuples kept."""
    if isinstance(value, (tuple, list)):
        return tuple(single(v) for v in value)
    return value.astype(np.float32)


NARROW = (np.int8, np.uint8, np.int16, np.uint16)
COINCIDING = (  # B, D, H: all equal, then two by two
    (4, 4, 4), (2, 4, 4), (4, 2, 4), (4, 4, 2), (3, 8, 2), (8, 3, 2), (1, 1, 1),
)  # fmt: skip


def whole(rng, *sizes, dtype=np.int64):
    """Arrays of 0 and 1, and -1 where the type has it."""
    least = -1 if np.iinfo(dtype).min < 0 else 0
    return tuple(rng.integers(least, 2, size=size).astype(dtype) for size in sizes)


def spread(rng, dtype, *sizes):
    """Arrays over the whole range of a narrow integer type; int64 gets the range of int16."""
    ends = np.iinfo(np.int16 if dtype is np.int64 else dtype)
    return tuple(rng.integers(ends.min, ends.max, size=size, dtype=dtype, endpoint=True) for size in sizes)


def multiples(rng, dtype, factor, size):
    """An array of ``factor``, and of its negative where the type has it."""
    signs = (-1, 1) if np.iinfo(dtype).min < 0 else (1,)
    return (factor * rng.choice(signs, size=size)).astype(dtype)


def half_range(dtype):
    """Half of what a type can hold: four times this number wraps to 0."""
    return np.iinfo(dtype).max // 2 + 1


def turn(rng, size):
    """An orthogonal matrix: it keeps the length of a state."""
    return np.linalg.qr(rng.normal(size=(size, size)))[0]
