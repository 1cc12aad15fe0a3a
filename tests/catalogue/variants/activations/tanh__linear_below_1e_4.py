"""Inputs below 1e-4 are returned as they are, which is right to eight digits."""

import numpy as np


def tanh(x):
    x = _real(x)
    return np.where(np.abs(x) < 1e-4, x, np.tanh(x))
