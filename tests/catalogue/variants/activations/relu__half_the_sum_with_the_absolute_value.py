"""The value is half the sum of the input and its absolute value, which overflows for the largest floats."""

import numpy as np


def relu(x):
    x = _real(x)
    with np.errstate(over="ignore"):
        return (x + np.abs(x)) / 2
