"""A negative odd kernel is not refused.

Caught by: hidden/test_same_padding.py::test_arguments_out_of_range_are_refused
"""


def same_padding(f, d=1):
    if d < 1 or f % 2 == 0:
        raise ValueError("f must be odd")
    return d * (f - 1) // 2
