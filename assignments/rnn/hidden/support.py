"""Inputs that the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np


def layer(rng, d, h):
    """Wx, Wh and b of a layer: all entries differ, and its units are neither idle nor saturated."""
    return (
        rng.normal(0.0, 0.6, size=(d, h)),
        rng.normal(0.0, 0.9, size=(h, h)) / np.sqrt(h),
        rng.normal(size=h),
    )


def state(rng, b, h):
    """A state that a tanh can leave behind."""
    return np.tanh(rng.normal(size=(b, h)))


def sequences(rng, b, t, d, h):
    """Inputs, a first state and a layer, in the order of the arguments."""
    return rng.normal(size=(b, t, d)), state(rng, b, h), *layer(rng, d, h)


def single(arrays):
    """The same numbers in float32."""
    return [a.astype(np.float32) for a in arrays]


NARROW = (np.int8, np.uint8, np.int16, np.uint16)
COINCIDING = (  # B, T, D, H: all equal, then two by two
    (3, 3, 3, 3), (4, 4, 2, 3), (2, 3, 3, 4), (4, 2, 3, 3), (3, 4, 2, 3), (3, 2, 3, 4), (2, 4, 3, 4), (1, 2, 1, 1),
)  # fmt: skip


def whole(rng, dtype, *sizes):
    """Arrays of 0 and 1, and -1 where the type has it."""
    least = -1 if np.iinfo(dtype).min < 0 else 0
    return [rng.integers(least, 2, size=size).astype(dtype) for size in sizes]


def spread(rng, dtype, size):
    """An array over the whole range of a narrow integer type; int64 gets the range of int16."""
    ends = np.iinfo(np.int16 if dtype is np.int64 else dtype)
    return rng.integers(ends.min, ends.max, size=size, dtype=dtype, endpoint=True)


def overflowing(rng, dtype, inputs, weights):
    """Two integer arrays. In their own type the product of any two entries is 0: it is a multiple of 2 to its bits."""
    signs = (-1, 1) if np.iinfo(dtype).min < 0 else (1,)
    half = np.iinfo(dtype).max // 2 + 1
    return [(n * rng.choice(signs, size=size)).astype(dtype) for n, size in ((half, inputs), (4, weights))]


def integer_cases(rng, dtype, b, t, d, h):
    """Integers for x, h0, Wx, Wh and b: small ones, then inputs, then first states whose products overflow.

    With d and h odd, no sum of such products is 0.
    """
    sizes = (b, t, d), (b, h), (d, h), (h, h), (h,)
    x, h0, Wx, Wh, bias = whole(rng, dtype, *sizes)
    large_x, large_Wx = overflowing(rng, dtype, sizes[0], sizes[2])
    large_h0, large_Wh = overflowing(rng, dtype, sizes[1], sizes[3])
    return (x, h0, Wx, Wh, bias), (large_x, h0, large_Wx, Wh, bias), (x, large_h0, Wx, large_Wh, bias)
