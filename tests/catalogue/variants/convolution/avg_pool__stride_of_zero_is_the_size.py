"""A stride of 0 means steps of the size of the window and is not refused.

Caught by: hidden/test_avg_pool.py::test_impossible_windows_are_refused
"""

_right = avg_pool


def avg_pool(x, size, stride):
    return _right(x, size, stride or size)
