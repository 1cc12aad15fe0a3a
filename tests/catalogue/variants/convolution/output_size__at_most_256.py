"""The size is limited to 256.

Caught by: hidden/test_output_size.py::test_large_numbers
"""

_right = conv_output_size


def conv_output_size(w, f, p, s, d=1):
    return min(_right(w, f, p, s, d), 256)
