"""The matrix is divided by its largest entry with its sign, so that large negative entries overflow.

Caught by: hidden/test_norms.py::test_entries_of_a_matrix_of_very_different_size
"""

import numpy as np


def frobenius_norm(A):
    A = _matrix(A)
    scale = A.max()
    if not scale > 0:
        return _norm(A.ravel(), 2.0)
    with np.errstate(over="ignore"):
        return float(scale * np.sqrt(np.square(A / scale).sum()))
