"""Rate and curvature are multiplied in single precision, where a product just below 2 is 2.

Caught by: hidden/test_converges.py::test_rates_at_the_border
"""

import numpy as np


def converges(lr, curvature):
    _require_positive(curvature=curvature)
    with np.errstate(under="ignore"):
        return bool(lr > 0 and np.float32(lr * curvature) < 2)
