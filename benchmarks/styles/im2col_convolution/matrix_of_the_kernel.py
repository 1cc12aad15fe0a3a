"""A banded matrix for each row of the kernels turns a row of pixels into a row of the output of all kernels.

tier: none
advice: A matrix with many zeros does not help
"""

import numpy as np


def im2col_convolution(x, W, b, padding=0, stride=1):
    B, C, H, width = x.shape
    F, channels, KH, KW = W.shape
    if channels != C or padding < 0 or stride < 1:
        raise ValueError("check channels, padding and stride")
    P, Q = (H + 2 * padding - KH) // stride + 1, (width + 2 * padding - KW) // stride + 1
    if P < 1 or Q < 1:
        raise ValueError("check the size of the kernel")
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    lines = np.zeros((H + 2 * padding, B, C, width + 2 * padding), dtype)
    lines[padding : padding + H, :, :, padding : padding + width] = x.transpose(2, 0, 1, 3)
    y = np.zeros((P * B, F * Q), dtype)
    for i in range(KH):
        band = np.zeros((C, lines.shape[3], F, Q), dtype)
        for v in range(Q):
            band[:, v * stride : v * stride + KW, :, v] = W[:, :, i].transpose(1, 2, 0)
        y += lines[i : i + stride * P : stride].reshape(P * B, -1) @ band.reshape(-1, F * Q)
    y = y.reshape(P, B, F, Q) + b[:, None].astype(dtype)
    return np.ascontiguousarray(y.transpose(1, 2, 0, 3))
