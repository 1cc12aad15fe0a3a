"""You rotate the values. Look at how many orders you can reach."""

import numpy as np


def shuffled(values, rng):
    return np.roll(values, rng.integers(len(values)))
