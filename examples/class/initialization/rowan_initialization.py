# first half only, sorry
import numpy as np


def xavier_uniform(fan_in, fan_out, rng):
    if fan_in < 1 or fan_out < 1:
        raise ValueError("fan")
    bound = (6 / (int(fan_in) + int(fan_out))) ** 0.5
    return rng.uniform(-bound, bound, size=(fan_in, fan_out))


def xavier_normal(fan_in, fan_out, rng):
    if fan_in < 1 or fan_out < 1:
        raise ValueError("fan")
    # N(0, 2 / (in + out))
    return rng.normal(0, 2 / (int(fan_in) + int(fan_out)), size=(fan_in, fan_out))


def he_normal(fan_in, fan_out, rng):
    if fan_in < 1 or fan_out < 1:
        raise ValueError("fan")
    return np.sqrt(2 / int(fan_in)) * rng.normal(size=(fan_in, fan_out))
