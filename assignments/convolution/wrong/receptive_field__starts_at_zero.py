"""Your count begins at 0. Without any layer an output is its own input, one pixel; look at where you start.
"""


def receptive_field(layers):
    size, step = 0, 1
    for kernel, stride in layers:
        size += (kernel - 1) * step
        step *= stride
    return size
