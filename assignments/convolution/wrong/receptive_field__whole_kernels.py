"""You widened the field by the whole kernel at each layer. One of its taps lies where the field already is;
look at what a kernel of one pixel adds.
"""


def receptive_field(layers):
    size, step = 1, 1
    for kernel, stride in layers:
        size += kernel * step
        step *= stride
    return size
