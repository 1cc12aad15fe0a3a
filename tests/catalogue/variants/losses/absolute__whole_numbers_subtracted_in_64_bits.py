"""Integers are subtracted in 64 bits with a sign, where very large ones overflow.

Caught by: hidden/test_absolute.py::test_every_narrow_type
"""

import numpy as np


def absolute(y, y_hat):
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    _check_paired("y", y, "y_hat", y_hat)
    if y.dtype.kind in "iub" and y_hat.dtype.kind in "iub":
        return np.abs(_real(y.astype(np.int64) - y_hat.astype(np.int64)))
    return np.abs(_real(y) - _real(y_hat))
