"""The padding is limited to 99.

Caught by: hidden/test_same_padding.py::test_equal_and_large_arguments
"""

_right = same_padding


def same_padding(f, d=1):
    return min(_right(f, d), 99)
