"""You use fan_in alone. Look at what the formula adds up."""

import numpy as np


def uniform_weights(fan_in, fan_out, rng):
    limit = np.sqrt(3 / fan_in)
    return rng.uniform(-limit, limit, size=(fan_in, fan_out))
