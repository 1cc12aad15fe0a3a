"""Inputs between 0 and 1 are cut off to 0 before they are checked.

Caught by: hidden/test_xor.py::test_bad_arguments_are_refused
"""

import numpy as np


def xor_network(x):
    x = _binary(np.asarray(x).astype(np.int64))
    if x.shape[1] != 2:
        raise ValueError(f"x must have shape (n, 2), got {x.shape}")
    h = np.stack([_fires(x.sum(axis=1) - 1), _fires(1 - x.sum(axis=1))], axis=1)
    return h, _fires(h.sum(axis=1) - 2)
