import numpy as np


def dropout_forward(x, p, rng):
    return np.where(rng.binomial(1, 1.0 - p, size=x.shape) == 1, x / (1.0 - p), 0.0)


def uniform_weights(fan_in, fan_out, rng):
    std = np.sqrt(2.0 / (fan_in + fan_out))
    return np.sqrt(12.0) * std * (rng.random((fan_out, fan_in)).T - 0.5)


def shuffled(values, rng):
    return values[np.argsort(rng.random(len(values)))]
