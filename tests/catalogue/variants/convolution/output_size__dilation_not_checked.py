"""A dilation less than 1 is taken as 1 and not refused.

Caught by: hidden/test_output_size.py::test_arguments_out_of_range_are_refused
"""

_right = conv_output_size


def conv_output_size(w, f, p, s, d=1):
    return _right(w, f, p, s, max(d, 1))
