"""Below -20 the sigmoid is taken as the exponential function, which is right to eight digits there."""

import numpy as np


def sigmoid(x):
    x = _real(x)
    return np.where(x < -20, np.exp(np.minimum(x, 0)), _sigmoid(x))
