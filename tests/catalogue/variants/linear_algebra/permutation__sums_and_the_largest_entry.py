"""Only the sums of rows and columns, the largest entry and the signs are checked, so that halves pass beside a 1.

Caught by: hidden/test_kinds.py::test_other_entries
"""

import numpy as np


def is_permutation(A):
    A = _matrix(A)
    sums = np.concatenate([A.sum(axis=0), A.sum(axis=1)])
    return A.shape[0] == A.shape[1] and bool((sums == 1).all() and A.max() == 1 and A.min() >= 0)
