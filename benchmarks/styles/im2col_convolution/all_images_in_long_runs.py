"""The windows of all images, copied tap by tap in whole planes; a stack of products and the offset follow.

tier: long runs of pixels
advice: holds the windows of all images at once
"""

import numpy as np


def im2col_convolution(x, W, b, padding=0, stride=1):
    B, C, H, X = x.shape
    F, D, R, S = W.shape
    if C != D or padding < 0 or stride < 1:
        raise ValueError("W, padding or stride is wrong")
    if H + 2 * padding < R or X + 2 * padding < S:
        raise ValueError("the kernel is too large")
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    if padding:
        x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    U, V = (x.shape[2] - R) // stride + 1, (x.shape[3] - S) // stride + 1
    columns = np.empty((B, C, R * S, U, V), dtype)
    for tap in range(R * S):
        i, j = divmod(tap, S)
        columns[:, :, tap] = x[:, :, i : i + stride * U : stride, j : j + stride * V : stride]
    y = np.matmul(W.reshape(F, -1).astype(dtype), columns.reshape(B, -1, U * V))
    y += b.reshape(-1, 1)
    return y.reshape(B, F, U, V)
