def receptive_field(layers):
    rf = 1
    jump = 1
    for kernel, stride in layers:
        if kernel < 1 or stride < 1:
            raise ValueError("kernel and stride of every layer in layers must be at least 1")
        jump = jump * stride
        rf = rf + (kernel - 1) * jump
    return rf
