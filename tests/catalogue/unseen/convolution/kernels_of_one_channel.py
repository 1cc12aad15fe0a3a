def parameter_counts(in_shape, out_channels, kernel):
    C, H, W = in_shape
    kh, kw = kernel
    if kh < 1 or kw < 1:
        raise ValueError("kernel must be at least 1 x 1")
    conv = out_channels * (kh * kw) + out_channels
    dense = (C * H * W) * (out_channels * H * W) + out_channels * H * W
    return conv, dense
