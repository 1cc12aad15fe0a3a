"""In square images the first of equal maxima is looked for column by column.

Caught by: hidden/test_max_pool_backward.py::test_equal_sizes
"""

_right = max_pool_backward


def max_pool_backward(dout, x, size, stride):
    if x.shape[2] != x.shape[3]:
        return _right(dout, x, size, stride)
    return _right(dout.swapaxes(2, 3), x.swapaxes(2, 3), size, stride).swapaxes(2, 3)
