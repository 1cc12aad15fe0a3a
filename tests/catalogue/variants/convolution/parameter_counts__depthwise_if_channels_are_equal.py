"""With as many output channels as input channels, each kernel has one channel.

Caught by: hidden/test_parameter_counts.py::test_equal_sizes
"""

_right = parameter_counts


def parameter_counts(in_shape, out_channels, kernel):
    convolution, dense = _right(in_shape, out_channels, kernel)
    if out_channels == in_shape[0] > 1:
        convolution = out_channels * (kernel[0] * kernel[1] + 1)
    return convolution, dense
