"""The sum of a window is formed in the type of x, where 8-bit integers overflow.

Caught by: hidden/test_avg_pool.py::test_integers_of_every_width
"""


def avg_pool(x, size, stride):
    windows = _windows(x, size, stride)
    return _real(windows.sum(axis=0, dtype=x.dtype)) / _real(x).dtype.type(size * size)
