"""The cells are compared by allclose, whose tolerance depends on the cell.

Caught by: hidden/test_independent.py::test_small_errors_in_every_cell
"""

import numpy as np


def are_independent(joint):
    joint = _joint(joint)
    if joint.ndim != 2:
        raise ValueError(f"joint must have shape (a, b), got {joint.shape}")
    return bool(np.allclose(joint, joint.sum(axis=0) * joint.sum(axis=1, keepdims=True)))
