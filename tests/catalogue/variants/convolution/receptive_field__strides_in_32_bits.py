"""The product of the strides is kept in 32 bits, where it overflows.

Caught by: hidden/test_receptive_field.py::test_deep_stacks
"""

import numpy as np


def receptive_field(layers):
    size, step = 1, np.ones(1, np.int32)
    for number, (kernel, stride) in enumerate(layers):
        _require(f"the kernel of layers[{number}]", kernel, 1)
        _require(f"the stride of layers[{number}]", stride, 1)
        size += (kernel - 1) * int(step[0])
        step = step * np.int32(stride)
    return size
