"""1e-6 is added to the number of pixels of a window.

Caught by: hidden/test_avg_pool.py::test_windows_side_by_side
"""

_right = avg_pool


def avg_pool(x, size, stride):
    y = _right(x, size, stride)
    return (y * (size * size) / (size * size + 1e-6)).astype(y.dtype)
