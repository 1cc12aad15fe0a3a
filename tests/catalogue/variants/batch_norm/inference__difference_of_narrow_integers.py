"""Integers are subtracted before they become float64, so 100 - (-100) is -56 in int8.

From the audit.
Caught by: hidden/test_inference.py::test_narrow_and_unsigned_integers
"""

import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    mean, var = running
    return gamma * ((x - mean) / np.sqrt(var + eps)) + beta
