"""You kept only the stride of the layer before. Strides of all layers below multiply; look at what happens to
your step.
"""


def receptive_field(layers):
    size, step = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * step
        step = stride
    return size
