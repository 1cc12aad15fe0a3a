"""One product for each row of the output: the windows of this row of all images are the rows of a matrix.

tier: one product for many windows
advice: Copy in long runs of pixels that lie side by side | in the order that is asked for
"""

import numpy as np


def im2col_convolution(x, W, b, padding=0, stride=1):
    F, C, KH, KW = W.shape
    if x.shape[1] != C or padding < 0 or stride < 1:
        raise ValueError("wrong channels, padding or stride")
    if x.shape[2] + 2 * padding < KH or x.shape[3] + 2 * padding < KW:
        raise ValueError("the kernel does not fit")
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))).astype(dtype)
    rows = (padded.shape[2] - KH) // stride + 1
    columns = (padded.shape[3] - KW) // stride + 1
    kernels = W.astype(dtype).reshape(F, C * KH * KW).T
    y = np.empty((len(x), F, rows, columns), dtype)
    windows = np.empty((len(x), columns, C, KH, KW), dtype)
    for u in range(rows):
        strip = padded[:, :, u * stride : u * stride + KH]
        for v in range(columns):
            windows[:, v] = strip[..., v * stride : v * stride + KW]
        y[:, :, u] = (windows.reshape(len(x), columns, -1) @ kernels + b).transpose(0, 2, 1)
    return y
