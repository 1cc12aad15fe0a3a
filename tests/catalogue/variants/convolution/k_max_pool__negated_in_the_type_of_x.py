"""The sort uses -x in the type of x, where -(-128) and the negatives of unsigned integers overflow.

Caught by: hidden/test_k_max_pool.py::test_integers_of_every_width
"""

import numpy as np


def k_max_pool(x, k):
    if not 1 <= k <= x.shape[-1]:
        raise ValueError("k is out of range")
    largest = np.argsort(-x, axis=-1, kind="stable")[..., :k]
    return np.take_along_axis(_real(x), np.sort(largest, axis=-1), axis=-1)
