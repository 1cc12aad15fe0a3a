"""With k = T the values are returned by size.

Caught by: hidden/test_k_max_pool.py::test_equal_sizes
"""

import numpy as np

_right = k_max_pool


def k_max_pool(x, k):
    y = _right(x, k)
    return np.sort(y, axis=-1)[..., ::-1] if k == x.shape[-1] else y
