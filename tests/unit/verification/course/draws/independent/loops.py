import numpy as np


def dropout_forward(x, p, rng):
    out = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        if rng.random() > p:
            out[place] = x[place] / (1.0 - p)
    return out


def uniform_weights(fan_in, fan_out, rng):
    limit = (6.0 / (fan_in + fan_out)) ** 0.5
    return np.array([[limit * (2.0 * rng.random() - 1.0) for _ in range(fan_out)] for _ in range(fan_in)])


def shuffled(values, rng):
    values = values.copy()
    for last in range(len(values) - 1, 0, -1):
        other = rng.integers(last + 1)
        values[[last, other]] = values[[other, last]]
    return values
