"""Both sides are multiplied by the square of P(C), which is 0 in floating point for a very rare value.

Caught by: hidden/test_conditionally_independent.py::test_the_rarest_values_of_c
"""

import numpy as np


def are_conditionally_independent(joint3):
    joint3 = _joint(joint3)
    if joint3.ndim != 3:
        raise ValueError(f"joint3 must have shape (a, b, c), got {joint3.shape}")
    c = joint3.sum(axis=(0, 1))
    product = joint3.sum(axis=0) * joint3.sum(axis=1, keepdims=True)
    return bool((np.abs(joint3 * c - product) <= 1e-6 * c**2).all())
