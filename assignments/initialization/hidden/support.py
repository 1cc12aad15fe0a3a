"""What the hidden tests of this assignment share."""

from __future__ import annotations

import math

import numpy as np

from grader.testing import Normal, Uniform, assert_close, assert_independent, generator

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a product, a sum or a difference of two values overflows."""


def even(variance):
    """The uniform law with mean 0 and this variance."""
    bound = math.sqrt(3 * variance)
    return Uniform(-bound, bound)


def bell(variance):
    """The normal law with mean 0 and this variance."""
    return Normal(0.0, math.sqrt(variance))


def calls_for(fan_in, fan_out, draws=12_000):
    """How many layers of this size have about this number of weights, at least 2."""
    return max(2, draws // (fan_in * fan_out))


def xavier(fan_in, fan_out):
    """The variance of Xavier initialization."""
    return 2 / (fan_in + fan_out)


def other_variances(variance, fan_in, fan_out):
    """Variances that students use in place of the right one, by name; those that differ from it."""
    found = {
        "1 over fan_in": 1 / fan_in,
        "1 over fan_out": 1 / fan_out,
        "2 over fan_in": 2 / fan_in,
        "2 over fan_out": 2 / fan_out,
        "Xavier": xavier(fan_in, fan_out),
        "the mean of 1 over fan_in and 1 over fan_out": (1 / fan_in + 1 / fan_out) / 2,
        "half": variance / 2,
        "double": 2 * variance,
        "threefold": 3 * variance,
        "a third": variance / 3,
        "squared": variance**2,
        "its root": variance**0.5,
    }
    return {name: other for name, other in found.items() if not 0.8 < other / variance < 1.25}


def halves(weights):
    """Pairs of draws that must be independent: of two rows, of two columns and of two calls."""
    yield weights[:, 0:-1:2], weights[:, 1::2], "weights of two rows"
    yield weights[:, :, 0:-1:2], weights[:, :, 1::2], "weights of two columns"
    yield weights[0:-1:2], weights[1::2], "weights of two calls"


def check_independence(weights, law):
    """Rows, columns and calls share no draws."""
    for first, second, what in halves(weights):
        assert_independent(first, second, law, what)


def one_generator(compare, student, given, rng, function, law):
    """Each call draws on from where the generator is. A generator that starts again gives the same weights."""
    compare.repeat(function, 11, 8, rng, times=2)
    source = given.source(int(rng.integers(2**32)))
    draw = getattr(student, function)
    first, second = draw(11, 8, source), draw(11, 8, source)
    assert_independent(first, second, law, "weights of two calls with one generator")
    seed = int(rng.integers(2**63))
    assert_close(
        draw(5, 7, generator(seed)),
        draw(5, 7, generator(seed)),
        what="Generators in the same state must give the same weights; yours do not.",
    )


def fans_below_1():
    """Pairs of fans of which one or both are no size."""
    return (0, 4), (4, 0), (-1, 4), (4, -3), (0, 0), (-2, -2), (-5, 9), (9, -5)
