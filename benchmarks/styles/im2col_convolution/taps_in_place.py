"""Tap by tap: the pixels under one tap, times its kernels, are added to the result; all in arrays made once.

tier: one product for many windows
advice: Let one matrix product serve all windows of an image
"""

import numpy as np


def im2col_convolution(x, W, b, padding=0, stride=1):
    (B, C, H, width), (F, channels, KH, KW) = x.shape, W.shape
    P, Q = (H + 2 * padding - KH) // max(stride, 1) + 1, (width + 2 * padding - KW) // max(stride, 1) + 1
    if channels != C or padding < 0 or stride < 1 or P < 1 or Q < 1:
        raise ValueError(f"no convolution of {x.shape} and {W.shape} with {padding} and {stride}")
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    kernels = np.ascontiguousarray(W.transpose(2, 3, 0, 1), dtype)
    padded = np.pad(x.astype(dtype, copy=False), 2 * [(0, 0)] + 2 * [(padding, padding)])
    pixels, share = np.empty((B, C, P, Q), dtype), np.empty((B, F, P * Q), dtype)
    y = np.empty((B, F, P * Q), dtype)
    y[...] = b[:, np.newaxis]
    for i in range(KH):
        for j in range(KW):
            pixels[...] = padded[:, :, i : i + stride * P : stride, j : j + stride * Q : stride]
            np.matmul(kernels[i, j], pixels.reshape(B, C, P * Q), out=share)
            y += share
    return y.reshape(B, F, P, Q)
