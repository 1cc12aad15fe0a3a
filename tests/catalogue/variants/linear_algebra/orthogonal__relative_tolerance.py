"""The comparison has a relative tolerance of 1e-5 beside the absolute one.

Caught by: hidden/test_kinds.py::test_nearly_orthogonal
"""

import numpy as np


def is_orthogonal(A):
    A = _matrix(A)
    if A.shape[0] != A.shape[1]:
        return False
    return bool(np.allclose(A.T @ A, np.eye(len(A)), atol=1e-8))
