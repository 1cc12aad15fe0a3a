"""The stride of the last layer is not used and therefore not checked.

Caught by: hidden/test_receptive_field.py::test_layers_out_of_range_are_refused
"""

_right = receptive_field


def receptive_field(layers):
    if not layers:
        return 1
    *before, (kernel, _) = layers
    return _right([*before, (kernel, 1)])
