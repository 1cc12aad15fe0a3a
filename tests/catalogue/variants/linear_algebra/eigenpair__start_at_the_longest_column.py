"""The iteration starts at the longest column of the matrix, which may be orthogonal to the eigenvector.

Caught by: hidden/test_eigenpair.py::test_the_longest_column_belongs_to_another_eigenvector
"""

import numpy as np


def dominant_eigenpair(A, tol):
    A, tol = _symmetric(A), float(tol)
    if not tol > 0:
        raise ValueError(f"tol must be positive, got {tol}")
    scale = float(np.abs(A).max())
    if scale == 0.0:
        return 0.0, np.eye(len(A), dtype=A.dtype)[0]
    A = A / scale
    v = A[:, np.square(A).sum(axis=0).argmax()]
    v = v / _norm(v, 2.0)
    bound = tol * _norm(A.ravel(), 2.0)
    while True:
        w = A @ v
        value = float(v @ w)
        if _norm(w - value * v, 2.0) <= bound:
            return value * scale, v
        v = w / _norm(w, 2.0)
