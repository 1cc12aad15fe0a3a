"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a square or a product overflows."""
PRIORS = ("gaussian", "laplace")


def weights(rng, *shape, zeros=0):
    """Weights of both signs, none near 0, of which so many are 0."""
    w = rng.uniform(0.3, 3.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)
    w.reshape(-1)[rng.permutation(w.size)[:zeros]] = 0.0
    return w


def narrow(rng, dtype, *shape):
    """Whole numbers of a narrow type, from the whole of its range, with both ends among them."""
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max + 1, size=shape)
    values.reshape(-1)[:2] = ends.max, ends.min
    return values.astype(dtype)


def checked_penalty(compare, name, rng):
    """Compare a penalty or its gradient on weights of one, two and three axes."""
    for shape, zeros, lam in ((7,), 2, 0.3), ((4, 6), 5, 1.7), ((2, 3, 5), 4, 0.02), ((1,), 0, 2.5):
        getattr(compare, name)(weights(rng, *shape, zeros=zeros), lam)


def checked_strengths(compare, name, rng):
    """Compare for several strengths of the penalty."""
    for lam in 0.0, 1.0, 40, 1e-6, 3e5:
        getattr(compare, name)(weights(rng, 3, 5, zeros=2), lam)


def checked_sizes(compare, name, rng):
    """Compare tiny and huge weights."""
    for size in 1e-8, 1e8:
        getattr(compare, name)(size * weights(rng, 6, 2, zeros=3), 0.7)
        getattr(compare, name)(size * weights(rng, 33), 0.2)


def checked_types(compare, name, rng):
    """Compare narrow integers and float32."""
    for dtype in NARROW:
        getattr(compare, name)(narrow(rng, dtype, 4, 3), 0.6)
        getattr(compare, name)(narrow(rng, dtype, 9), 3)
    getattr(compare, name)(weights(rng, 5, 3, zeros=1).astype(np.float32), 0.4, rtol=1e-5)
    getattr(compare, name)(weights(rng, 8).astype(np.float32), 2, rtol=1e-5)
    getattr(compare, name)(rng.integers(-9, 10, size=(3, 4)), 1.5)


def refuses_negative(compare, name, rng):
    """A negative strength and NaN are refused."""
    for lam in -0.1, -1e-9, -3, float("nan"):
        compare.raises("ValueError", name, weights(rng, 4, 2), lam)
