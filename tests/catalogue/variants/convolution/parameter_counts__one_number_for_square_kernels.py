"""A kernel as high as it is wide is counted with its height once.

Caught by: hidden/test_parameter_counts.py::test_equal_sizes
"""

_right = parameter_counts


def parameter_counts(in_shape, out_channels, kernel):
    return _right(in_shape, out_channels, (kernel[0], 1) if kernel[0] == kernel[1] > 1 else kernel)
