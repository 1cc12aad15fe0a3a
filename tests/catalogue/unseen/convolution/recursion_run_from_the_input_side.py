def receptive_field(layers):
    for k, s in layers:
        if k < 1 or s < 1:
            raise ValueError("kernel and stride must be at least 1")
    # r pixels of a layer need (r - 1) * s + k pixels of the layer below
    r = 1
    for k, s in layers:
        r = (r - 1) * s + k
    return r
