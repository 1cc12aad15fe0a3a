"""A deviation below 1e-15 counts as 0.

Caught by: hidden/test_mle.py::test_tiny_and_huge_units
"""

import numpy as np


def gaussian_mle(x):
    x = _samples(x)
    mu = x.mean()
    sigma = float(np.sqrt(np.square(x - mu).mean()))
    return float(mu), sigma if sigma > 1e-15 else 0.0
