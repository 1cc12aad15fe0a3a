"""You left the strides out. After a layer with a stride neighbouring outputs lie further apart in the input,
and all layers above see more; look at what one step of a layer means in pixels.
"""


def receptive_field(layers):
    size, step = 1, 1
    for kernel, _ in layers:
        size += (kernel - 1) * step
    return size
