"""A stride larger than the kernel is reduced to the kernel, as if gaps did not count.

Caught by: hidden/test_receptive_field.py::test_equal_layers_and_gaps
"""

_right = receptive_field


def receptive_field(layers):
    for kernel, stride in layers:
        if kernel < 1 or stride < 1:
            raise ValueError("a layer is impossible")
    return _right([(kernel, min(kernel, stride)) for kernel, stride in layers])
