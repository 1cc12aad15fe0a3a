"""If there are as many sequences as steps, the first axis is pooled.

Caught by: hidden/test_k_max_pool.py::test_equal_sizes
"""

_right = k_max_pool


def k_max_pool(x, k):
    if x.ndim == 2 and x.shape[0] == x.shape[1]:
        return _right(x.T, k)
    return _right(x, k)
