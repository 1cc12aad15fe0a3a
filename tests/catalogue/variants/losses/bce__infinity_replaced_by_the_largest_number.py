"""NaN is replaced by 0 afterwards, and infinity by the largest float along with it.

Caught by: hidden/test_bce.py::test_certain_and_wrong
"""

import numpy as np


def binary_cross_entropy(y, p):
    y, p = _probabilities("y", y), _probabilities("p", p)
    _check_paired("y", y, "p", p)
    with np.errstate(divide="ignore", invalid="ignore"):
        ones, zeros = y * np.log(p), (1 - y) * np.log1p(-p)
    return -float((np.nan_to_num(ones) + np.nan_to_num(zeros)).mean())
