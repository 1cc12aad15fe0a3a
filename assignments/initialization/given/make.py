"""A random generator for the tests; you may use it too."""

import numpy as np


def source(seed):
    """A generator that can be used for several draws."""
    return np.random.default_rng(seed)
