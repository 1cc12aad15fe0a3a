"""A factor below 1e-15 costs nothing, also before the logarithm of 0.

Caught by: hidden/test_bce.py::test_certain_and_wrong
"""

import numpy as np


def binary_cross_entropy(y, p):
    y, p = _probabilities("y", y), _probabilities("p", p)
    _check_paired("y", y, "p", p)
    with np.errstate(divide="ignore"):
        ones, zeros = np.log(p), np.log1p(-p)
    terms = np.where(y > 1e-15, _times(y, ones), 0) + _times(1 - y, zeros)
    return -float(terms.mean())
