"""A unit counts as dead if the sum of its squares is 0, which tiny outputs give, too.

Caught by: hidden/test_dead_units.py::test_tiny_and_negative_outputs
"""

import numpy as np


def dead_units(activations):
    activations = _real(activations)
    if activations.ndim != 2 or len(activations) == 0:
        raise ValueError(f"activations must have shape (n, d) with n >= 1, got {activations.shape}")
    with np.errstate(under="ignore"):
        return np.square(activations).sum(axis=0) == 0
