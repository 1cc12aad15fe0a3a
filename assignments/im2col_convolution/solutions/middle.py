"""One product for all windows of all images. The copy runs along the taps, a few pixels at a time.

earns: 2 points
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def im2col_convolution(x, W, b, padding, stride):
    if W.shape[1] != x.shape[1]:
        raise ValueError("W must have as many channels as x")
    if padding < 0 or stride < 1:
        raise ValueError("padding must be at least 0 and stride at least 1")
    if x.shape[2] + 2 * padding < W.shape[2] or x.shape[3] + 2 * padding < W.shape[3]:
        raise ValueError("the kernel must fit into the padded image")
    kind = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))).astype(kind)
    windows = sliding_window_view(padded, W.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    n, _, rows, columns = windows.shape[:4]
    flat = windows.transpose(0, 2, 3, 1, 4, 5).reshape(n * rows * columns, -1)
    y = flat @ W.reshape(len(W), -1).T.astype(kind) + b
    return np.ascontiguousarray(y.reshape(n, rows, columns, len(W)).transpose(0, 3, 1, 2))
