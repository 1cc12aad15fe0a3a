"""Images and channels are exchanged if there are as many of one as of the other.

Caught by: hidden/test_max_pool.py::test_equal_sizes
"""

_right = max_pool


def max_pool(x, size, stride):
    return _right(x.swapaxes(0, 1) if x.shape[0] == x.shape[1] else x, size, stride)
