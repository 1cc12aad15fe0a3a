"""A vector is accepted as the second factor and taken as a matrix with one column.

Caught by: hidden/test_matmul.py::test_shapes_that_do_not_fit_are_refused
"""

import numpy as np


def matmul_as_matvecs(A, B):
    A, B = _real(A), _real(B)
    if B.ndim == 1:
        B = B[:, None]
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0] or B.size == 0:
        raise ValueError(f"A and B must have shapes (m, n) and (n, k), got {A.shape} and {B.shape}")
    return np.stack([(A * column).sum(axis=1) for column in B.T], axis=1)
