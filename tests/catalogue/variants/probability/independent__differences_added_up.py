"""The differences of all cells together must be at most 1e-6, and not each of them.

Caught by: hidden/test_independent.py::test_small_errors_in_every_cell
"""

import numpy as np


def are_independent(joint):
    joint = _joint(joint)
    if joint.ndim != 2:
        raise ValueError(f"joint must have shape (a, b), got {joint.shape}")
    product = joint.sum(axis=0) * joint.sum(axis=1, keepdims=True)
    return bool(np.abs(joint - product).sum() <= 1e-6)
