from math import prod


def parameter_counts(in_shape, out_channels, kernel):
    if min(kernel) < 1:
        raise ValueError("kernel must be at least 1 in both directions")
    c, h, w = in_shape
    conv = prod(kernel) * c * out_channels + out_channels
    n_in = prod(in_shape)
    n_out = out_channels * h * w
    dense = n_in * n_out + out_channels
    return conv, dense
