"""The norm of all differences together must be at most 1e-8, and not each entry.

Caught by: hidden/test_kinds.py::test_nearly_orthogonal
"""

import numpy as np


def is_orthogonal(A):
    A = _matrix(A)
    if A.shape[0] != A.shape[1]:
        return False
    return bool(np.sqrt(np.square(A.T @ A - np.eye(len(A))).sum()) <= 1e-8)
