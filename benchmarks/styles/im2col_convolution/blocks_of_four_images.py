"""Blocks of four images, whose windows stand side by side in one matrix, for one product for each block.

tier: long runs of pixels
advice: the windows of several images at once
"""

import numpy as np

BLOCK = 4


def im2col_convolution(x, W, b, padding=0, stride=1):
    B, C, H, width = x.shape
    F, _, KH, KW = W.shape
    if W.shape[1] != C or padding < 0 or stride < 1 or H + 2 * padding < KH or width + 2 * padding < KW:
        raise ValueError("x, W, padding and stride do not fit")
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    P, Q = (H + 2 * padding - KH) // stride + 1, (width + 2 * padding - KW) // stride + 1
    kernels = W.astype(dtype).reshape(F, -1)
    y = np.empty((B, F, P, Q), dtype)
    for start in range(0, B, BLOCK):
        part = x[start : start + BLOCK].transpose(1, 0, 2, 3)
        if padding:
            part = np.pad(part, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
        windows = np.empty((C, KH, KW, part.shape[1], P, Q), dtype)
        for i, j in np.ndindex(KH, KW):
            windows[:, i, j] = part[:, :, i : i + stride * P : stride, j : j + stride * Q : stride]
        product = kernels @ windows.reshape(len(kernels[0]), -1)
        product += b[:, None]
        y[start : start + BLOCK] = product.reshape(F, -1, P, Q).transpose(1, 0, 2, 3)
    return y
