"""The matrix is divided by its first entry in place of its largest.

Caught by: hidden/test_norms.py::test_entries_of_a_matrix_of_very_different_size
"""

import numpy as np


def frobenius_norm(A):
    A = _matrix(A)
    scale = np.abs(A[0, 0])
    if scale == 0:
        return _norm(A.ravel(), 2.0)
    with np.errstate(over="ignore"):
        return float(scale * np.sqrt(np.square(A / scale).sum()))
