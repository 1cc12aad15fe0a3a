"""You let a layer's stride widen its own window. The pixels a window holds were laid out by the layers below;
look at the order of your two updates.
"""


def receptive_field(layers):
    size, step = 1, 1
    for kernel, stride in layers:
        step *= stride
        size += (kernel - 1) * step
    return size
