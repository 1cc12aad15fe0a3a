"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

from grader.testing import callback

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a product, a sum or a difference of two values overflows."""


def near_the_ends(rng, dtype, shape):
    """Whole numbers of a narrow type near the ends of its range, with both ends among them."""
    ends = np.iinfo(dtype)
    values = rng.choice([ends.min, ends.min + 1, ends.max - 1, ends.max], size=shape)
    values.flat[0], values.flat[-1] = ends.max, ends.min
    return values.astype(dtype)


def smooth(rng, x, amount=1.0):
    """A function of single numbers that is neither even nor odd, for arrays of the shape of x; a callback."""
    a, b, c = rng.uniform(0.5, 1.5, size=3)
    place = np.zeros(np.shape(x)) if np.ndim(x) else 0.0

    def f(t):
        return amount * (a * t**3 + b * t**2 + c * t + np.sin(t))

    return callback(f, like=(place,))


def many(rng, shape, scale=1.0, max_calls=10_000):
    """A function of many numbers without any symmetry, where every entry counts differently; a callback."""
    c, q, r = rng.uniform(0.5, 1.5, size=shape), rng.normal(size=shape), rng.normal(size=shape)

    def f(x):
        return scale * float(np.sum(c * x**3 + q * x**2 + r * x) + 0.5 * np.sum(c * x) ** 2)

    return callback(f, like=(np.zeros(shape),), max_calls=max_calls)


def bowl(rng, shape):
    """A quadratic function with its gradient, and a place that is not its minimum; two callbacks."""
    c, low = rng.uniform(0.5, 2.0, size=shape), rng.normal(size=shape)
    like = (np.zeros(shape),)
    f = callback(lambda x: float(0.5 * np.sum(c * (x - low) ** 2) + 0.25 * np.sum(x) ** 2), like=like)
    grad = callback(lambda x: c * (x - low) + 0.5 * np.sum(x), like=like)
    return f, grad, low + rng.uniform(0.5, 1.5, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def network(rng, d, m, k):
    """A sample, the weights of two layers, and the truth."""
    return rng.normal(size=d), rng.normal(size=(d, m)), rng.normal(size=(m, k)), rng.uniform(size=k)
