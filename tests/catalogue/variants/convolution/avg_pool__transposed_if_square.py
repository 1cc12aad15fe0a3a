"""The result is transposed if the images are square.

Caught by: hidden/test_avg_pool.py::test_equal_sizes
"""

_right = avg_pool


def avg_pool(x, size, stride):
    y = _right(x, size, stride)
    return y.swapaxes(2, 3) if x.shape[2] == x.shape[3] else y
