"""The value is half the sum of the input and its absolute value, which overflows for the largest floats.

Caught by: hidden/test_relu.py::test_relu_of_extreme_inputs
"""

import numpy as np


def relu(x):
    x = _real(x)
    with np.errstate(over="ignore"):
        return (x + np.abs(x)) / 2
