"""Window by window: a small product for each place of each image.

earns: 0 points
"""

import numpy as np


def im2col_convolution(x, W, b, padding, stride):
    if W.shape[1] != x.shape[1]:
        raise ValueError("W must have as many channels as x")
    if padding < 0 or stride < 1:
        raise ValueError("padding must be at least 0 and stride at least 1")
    if x.shape[2] + 2 * padding < W.shape[2] or x.shape[3] + 2 * padding < W.shape[3]:
        raise ValueError("the kernel must fit into the padded image")
    kind = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))).astype(kind)
    rows = (padded.shape[2] - W.shape[2]) // stride + 1
    columns = (padded.shape[3] - W.shape[3]) // stride + 1
    kernels = W.reshape(len(W), -1).astype(kind)
    y = np.empty((len(x), len(W), rows, columns), kind)
    for n in range(len(x)):
        for u in range(rows):
            for v in range(columns):
                top, left = stride * u, stride * v
                window = padded[n, :, top : top + W.shape[2], left : left + W.shape[3]]
                y[n, :, u, v] = kernels @ window.ravel() + b
    return y
