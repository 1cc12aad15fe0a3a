"""The derivative is float64, also for inputs in single precision."""

import numpy as np


def identity(x):
    x = _real(x)
    return x.copy(), np.ones(x.shape)
