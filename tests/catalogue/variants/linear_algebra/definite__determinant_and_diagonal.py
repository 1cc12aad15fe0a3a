"""A positive determinant and a positive diagonal are taken as enough.

Caught by: hidden/test_kinds.py::test_signs_of_entries_and_determinants
"""

import numpy as np


def is_positive_definite(A):
    A = _symmetric(A)
    values = np.linalg.eigvalsh(A)
    values = values / (np.abs(values).max() or 1.0)
    singular = (np.abs(values) <= 1e-12).any()
    return bool(not singular and np.prod(np.sign(values)) > 0 and (np.diagonal(A) > 0).all())
