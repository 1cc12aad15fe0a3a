"""The maximum is the negated minimum of -x, in the type of x, where -(-128) overflows.

Caught by: hidden/test_max_pool.py::test_integers_of_every_width
"""


def max_pool(x, size, stride):
    return -_windows(_real(-x), size, stride).min(axis=0)
