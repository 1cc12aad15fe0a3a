"""Only the first layer is checked.

Caught by: hidden/test_receptive_field.py::test_layers_out_of_range_are_refused
"""


def receptive_field(layers):
    size = step = 1
    for number, (kernel, stride) in enumerate(layers):
        if number == 0 and (kernel < 1 or stride < 1):
            raise ValueError("a layer is impossible")
        size += (kernel - 1) * step
        step *= stride
    return size
