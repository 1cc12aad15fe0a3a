"""Entries that differ by less than 1e-8 count as symmetric, also where all entries are smaller than that.

Caught by: hidden/test_kinds.py::test_matrices_that_are_not_symmetric_are_refused
"""

import numpy as np


def is_positive_definite(A):
    A = _matrix(A)
    if A.shape[0] != A.shape[1] or not np.allclose(A, A.T):
        raise ValueError("A must be symmetric")
    values = np.linalg.eigvalsh(A)
    return bool(values[0] > 1e-12 * np.abs(values).max())
