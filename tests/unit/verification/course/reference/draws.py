"""Draws: the reference."""

import numpy as np


def dropout_forward(x, p, rng):
    """Drop each value of x, of shape (B, D), with probability p, and divide the others by 1 - p."""
    return x * (rng.random(x.shape) >= p) / (1 - p)


def uniform_weights(fan_in, fan_out, rng):
    """Weights of shape (fan_in, fan_out), evenly between plus and minus the root of 6 / (fan_in + fan_out)."""
    limit = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, size=(fan_in, fan_out))


def shuffled(values, rng):
    """The values, of shape (n,), in an order that is as probable as every other."""
    return rng.permutation(values)
