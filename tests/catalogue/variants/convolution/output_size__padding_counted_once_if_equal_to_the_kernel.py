"""A padding that equals the kernel is counted once.

Caught by: hidden/test_output_size.py::test_equal_arguments
"""


def conv_output_size(w, f, p, s, d=1):
    return _places(w + p, f, 0, s, d) if p == f else _places(w, f, p, s, d)
