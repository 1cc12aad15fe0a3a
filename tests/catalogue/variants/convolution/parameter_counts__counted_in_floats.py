"""The counts go through floats, which cannot hold every large integer.

Caught by: hidden/test_parameter_counts.py::test_many_channels_and_large_images
"""

_right = parameter_counts


def parameter_counts(in_shape, out_channels, kernel):
    return tuple(int(float(count)) for count in _right(in_shape, out_channels, kernel))
