"""The largest value is taken k times and then overwritten by minus infinity, so that it can be found twice.

From the audit.
Caught by: hidden/test_k_max_pool.py::test_values_of_minus_infinity
"""

import numpy as np


def k_max_pool(x, k):
    x = _real(x)
    if not 1 <= k <= x.shape[-1]:
        raise ValueError("k is out of range")
    left, places = x.copy(), []
    for _ in range(k):
        place = left.argmax(axis=-1)[..., np.newaxis]
        np.put_along_axis(left, place, -np.inf, axis=-1)
        places.append(place)
    return np.take_along_axis(x, np.sort(np.concatenate(places, axis=-1), axis=-1), axis=-1)
