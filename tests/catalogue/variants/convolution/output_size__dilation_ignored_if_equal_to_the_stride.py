"""A dilation that equals the stride is ignored.

Caught by: hidden/test_output_size.py::test_equal_arguments
"""

_right = conv_output_size


def conv_output_size(w, f, p, s, d=1):
    return _right(w, f, p, s, 1 if d == s else d)
