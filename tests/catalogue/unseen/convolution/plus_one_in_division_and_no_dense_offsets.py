def conv_output_size(w, f, p, s, d=1):
    if f < 1 or s < 1 or d < 1 or p < 0:
        raise ValueError("f, s and d must be at least 1 and p at least 0")
    span = d * (f - 1) + 1
    if span > w + 2 * p:
        raise ValueError("f is too large for the image")
    return (w + 2 * p - span + 1) // s


def parameter_counts(in_shape, out_channels, kernel):
    C, H, W = in_shape
    KH, KW = kernel
    if KH < 1 or KW < 1:
        raise ValueError("kernel must be at least 1 in both directions")
    conv = (C * KH * KW + 1) * out_channels
    n_in = C * H * W
    n_out = out_channels * H * W
    return conv, n_in * n_out
