"""A dilation less than 1 is not refused.

Caught by: hidden/test_same_padding.py::test_arguments_out_of_range_are_refused
"""


def same_padding(f, d=1):
    if f < 1 or f % 2 == 0:
        raise ValueError("f must be odd")
    return d * (f - 1) // 2
