"""The sum is compared by isclose, whose own relative tolerance of 1e-5 comes on top.

Caught by: hidden/test_distribution.py::test_rounding_errors_are_forgiven
"""

import numpy as np


def is_distribution(p):
    p = _real(p)
    return bool((p >= 0).all() and np.isclose(p.sum(), 1, atol=1e-6))
