"""A constant of 1e-30 is added to the variance.

Caught by: hidden/test_mle.py::test_tiny_and_huge_units
"""

import numpy as np


def gaussian_mle(x):
    x = _samples(x)
    mu = x.mean()
    return float(mu), float(np.sqrt(np.square(x - mu).mean() + 1e-30))
