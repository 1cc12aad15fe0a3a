"""Values of minus infinity are replaced by the least finite float.

Caught by: hidden/test_k_max_pool.py::test_values_of_minus_infinity
"""

import numpy as np

_right = k_max_pool


def k_max_pool(x, k):
    y = _right(x, k)
    return np.maximum(y, np.finfo(y.dtype).min)
