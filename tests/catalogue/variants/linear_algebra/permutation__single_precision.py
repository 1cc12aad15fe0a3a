"""The entries are compared in single precision, where 1 - 1e-9 is 1.

Caught by: hidden/test_kinds.py::test_other_entries
"""

import numpy as np


def is_permutation(A):
    A = _matrix(A).astype(np.float32)
    return (
        A.shape[0] == A.shape[1]
        and bool(((A == 0) | (A == 1)).all())
        and bool((A.sum(axis=0) == 1).all() and (A.sum(axis=1) == 1).all())
    )
