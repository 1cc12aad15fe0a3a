"""You read the list from the wrong end. Its first entry is the layer next to the input; look at the example
with the layers the other way round.
"""


def receptive_field(layers):
    size, step = 1, 1
    for kernel, stride in layers[::-1]:
        size += (kernel - 1) * step
        step *= stride
    return size
