"""Equal layers are counted once.

Caught by: hidden/test_receptive_field.py::test_equal_layers_and_gaps
"""

_right = receptive_field


def receptive_field(layers):
    return _right(list(dict.fromkeys(layers)))
