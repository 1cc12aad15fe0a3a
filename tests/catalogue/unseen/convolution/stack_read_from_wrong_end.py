def receptive_field(layers):
    for k, s in layers:
        if k < 1 or s < 1:
            raise ValueError("kernel and stride must be at least 1")
    field = 1
    for k, s in layers:
        field = (field - 1) * s + k
    return field
