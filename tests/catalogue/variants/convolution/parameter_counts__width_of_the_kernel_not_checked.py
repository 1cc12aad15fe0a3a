"""Only the height of the kernel is checked.

Caught by: hidden/test_parameter_counts.py::test_kernels_without_taps_are_refused
"""

_right = parameter_counts


def parameter_counts(in_shape, out_channels, kernel):
    _, dense = _right(in_shape, out_channels, (kernel[0], 1))
    return out_channels * (in_shape[0] * kernel[0] * kernel[1] + 1), dense
