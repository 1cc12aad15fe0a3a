"""A k greater than the length is reduced to the length and not refused.

Caught by: hidden/test_k_max_pool.py::test_impossible_k_is_refused
"""

_right = k_max_pool


def k_max_pool(x, k):
    return _right(x, min(k, x.shape[-1]))
