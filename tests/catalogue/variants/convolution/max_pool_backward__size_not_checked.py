"""A window that does not fit is refused, a size less than 1 is taken as 1.

Caught by: hidden/test_max_pool_backward.py::test_impossible_windows_are_refused
"""

_right = max_pool_backward


def max_pool_backward(dout, x, size, stride):
    if size < 1:
        return 0 * _real(x)
    return _right(dout, x, size, stride)
