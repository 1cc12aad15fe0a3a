"""Gradients are limited to the range from -100 to 100 before the step.

Caught by: hidden/test_update.py::test_large_and_small_gradients_are_not_clipped
"""

import numpy as np


def update(gamma, beta, grads, lr):
    limited = [np.clip(_real(slope), -100.0, 100.0) for slope in grads]
    return _real(gamma) - float(lr) * limited[0], _real(beta) - float(lr) * limited[1]
