"""The power is computed as an exponential of a logarithm, which is NaN for 0 to the power of 0.

Caught by: hidden/test_focal.py::test_certain_and_right
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
    with np.errstate(divide="ignore", invalid="ignore"):
        likelihoods = np.where(y == 1, np.log(p), np.log1p(-p))
        return -float((np.exp(gamma * np.log(doubts)) * likelihoods).mean())
