"""Nothing is checked but the span, so that a stride of 0 raises ZeroDivisionError.

Caught by: hidden/test_output_size.py::test_arguments_out_of_range_are_refused
"""


def conv_output_size(w, f, p, s, d=1):
    rest = w + 2 * p - d * (f - 1) - 1
    if rest < 0:
        raise ValueError("the kernel does not fit")
    return rest // s + 1
