"""Logits of shape (n, 1) are accepted.

Caught by: hidden/test_loss.py::test_other_arguments_are_refused
"""

import numpy as np


def binary_cross_entropy_with_logits(y, z):
    z = _real(z).ravel()
    y = _labels(y, z.shape)
    against = np.where(y == 1, -z, z)
    return float((np.maximum(against, 0) + np.log1p(np.exp(-np.abs(z)))).mean())
