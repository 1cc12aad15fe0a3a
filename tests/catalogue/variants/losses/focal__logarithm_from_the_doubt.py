"""The logarithm is log1p of minus the doubt for both labels, which loses small probabilities of label 1.

Caught by: hidden/test_focal.py::test_nearly_certain_and_wrong
"""

import math

import numpy as np


def focal_loss(y, p, gamma):
    y, p, gamma = _probabilities("y", y), _probabilities("p", p), float(gamma)
    _check_paired("y", y, "p", p)
    if not ((y == 0) | (y == 1)).all():
        raise ValueError("y must hold labels 0 and 1")
    if not 0 <= gamma < math.inf:
        raise ValueError("gamma must be a finite number >= 0")
    doubts = np.where(y == 1, 1 - p, p)
    with np.errstate(divide="ignore"):
        return -float((doubts**gamma * np.log1p(-doubts)).mean())
