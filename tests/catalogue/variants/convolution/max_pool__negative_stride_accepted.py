"""A stride of 0 is refused; a negative one is taken without its sign.

Caught by: hidden/test_max_pool.py::test_impossible_windows_are_refused
"""

_right = max_pool


def max_pool(x, size, stride):
    return _right(x, size, abs(stride))
