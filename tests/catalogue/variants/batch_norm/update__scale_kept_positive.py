"""The new scale is not allowed to become negative.

Caught by: hidden/test_update.py::test_large_and_small_gradients_are_not_clipped
"""

import numpy as np


def update(gamma, beta, grads, lr):
    new_gamma, new_beta = (
        _real(gamma) - float(lr) * _real(grads[0]),
        _real(beta) - float(lr) * _real(grads[1]),
    )
    return np.where(_real(gamma) > 0, np.maximum(new_gamma, 0), new_gamma), new_beta
