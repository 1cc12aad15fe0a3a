"""The deviation is squared in its own type, which overflows for a narrow integer.

Caught by: hidden/test_pdf.py::test_every_narrow_type
"""

import math

import numpy as np


def gaussian_pdf(x, mu, sigma):
    _deviation(sigma)
    with np.errstate(over="ignore"):
        variance = float(sigma * sigma)
    d = _real(x) - float(mu)
    return np.exp(-0.5 * d * (d / variance)) / (float(sigma) * math.sqrt(2 * math.pi))
