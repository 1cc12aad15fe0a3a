"""The size of a logit is limited to 500 in the small part of the loss.

Caught by: hidden/test_loss.py::test_right_and_sure
"""

import numpy as np


def binary_cross_entropy_with_logits(y, z):
    z = _real(z)
    y = _labels(y, z.shape)
    against = np.where(y == 1, -z, z)
    losses = np.maximum(against, 0) + np.log1p(np.exp(-np.minimum(np.abs(z), 500)))
    return float(losses.mean())
