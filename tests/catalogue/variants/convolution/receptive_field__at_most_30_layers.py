"""Layers after the thirtieth are ignored.

Caught by: hidden/test_receptive_field.py::test_deep_stacks
"""

_right = receptive_field


def receptive_field(layers):
    return _right(layers[:30])
