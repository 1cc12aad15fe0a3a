import numpy as np


def avg_pool(x, size, stride):
    x = _real(x)
    B, C, H, W = x.shape
    rows = conv_output_size(H, size, 0, stride)
    cols = conv_output_size(W, size, 0, stride)
    y = np.zeros((B, C, rows, cols), dtype=x.dtype)
    for u in range(rows):
        for v in range(cols):
            win = x[:, :, u * stride : u * stride + size, v * stride : v * stride + size]
            y[:, :, u, v] = win.sum(axis=(2, 3)) / size
    return y


def parameter_counts(in_shape, out_channels, kernel):
    C, H, W = in_shape
    KH, KW = kernel
    if KH < 1 or KW < 1:
        raise ValueError("kernel must be at least 1 x 1")
    convolution = out_channels * C * KH * KW + out_channels
    n_in, n_out = C * H * W, out_channels * H * W
    dense = n_in * n_out + out_channels
    return convolution, dense
