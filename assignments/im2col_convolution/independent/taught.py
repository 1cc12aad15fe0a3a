"""Step by step, as it is taught: pad, copy the windows into rows, multiply, add, put the axes in order."""

import numpy as np


def im2col_convolution(x, W, b, padding, stride):
    if W.shape[1] != x.shape[1]:
        raise ValueError("W must have as many channels as x")
    if padding < 0 or stride < 1:
        raise ValueError("padding must be at least 0 and stride at least 1")
    if x.shape[2] + 2 * padding < W.shape[2] or x.shape[3] + 2 * padding < W.shape[3]:
        raise ValueError("the kernel must fit into the padded image")
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    x, W, b = x.astype(dtype), W.astype(dtype), b.astype(dtype)
    B, C, H, width = x.shape
    F, _, KH, KW = W.shape
    rows = (H + 2 * padding - KH) // stride + 1
    columns = (width + 2 * padding - KW) // stride + 1
    padded = np.zeros((B, C, H + 2 * padding, width + 2 * padding), dtype)
    padded[:, :, padding : padding + H, padding : padding + width] = x
    windows = np.zeros((B, rows, columns, C, KH, KW), dtype)
    for u in range(rows):
        for v in range(columns):
            top = u * stride
            left = v * stride
            windows[:, u, v] = padded[:, :, top : top + KH, left : left + KW]
    flat = windows.reshape(B * rows * columns, C * KH * KW)
    kernels = W.reshape(F, C * KH * KW).T
    sums = flat @ kernels
    shifted = sums + b
    y = shifted.reshape(B, rows, columns, F)
    return y.transpose(0, 3, 1, 2)
