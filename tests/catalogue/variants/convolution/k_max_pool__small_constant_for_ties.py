"""1e-9 times the position is taken from each value so that the first of equal values wins.

Caught by: hidden/test_k_max_pool.py::test_nearly_equal_values_are_no_tie
"""

import numpy as np


def k_max_pool(x, k):
    x = _real(x)
    if not 1 <= k <= x.shape[-1]:
        raise ValueError("k is out of range")
    largest = np.argsort(1e-9 * np.arange(x.shape[-1]) - x, axis=-1, kind="stable")[..., :k]
    return np.take_along_axis(x, np.sort(largest, axis=-1), axis=-1)
