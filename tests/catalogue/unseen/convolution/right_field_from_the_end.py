def receptive_field(layers):
    for kernel, stride in layers:
        if kernel < 1 or stride < 1:
            raise ValueError("kernel and stride in layers must be at least 1")
    needed = 1
    # n neighbouring outputs need (n - 1) steps and one kernel of the layer below
    for kernel, stride in list(layers)[::-1]:
        needed = (needed - 1) * stride + kernel
    return needed
