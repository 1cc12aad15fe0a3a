"""Place by place: the window times all kernels, summed over three axes."""

import numpy as np


def im2col_convolution(x, W, b, padding, stride):
    if W.shape[1] != x.shape[1]:
        raise ValueError("W must have as many channels as x")
    if padding < 0 or stride < 1:
        raise ValueError("padding must be at least 0 and stride at least 1")
    if x.shape[2] + 2 * padding < W.shape[2] or x.shape[3] + 2 * padding < W.shape[3]:
        raise ValueError("the kernel must fit into the padded image")
    dtype = np.result_type(
        x, W, b, np.float16 if x.dtype.kind + W.dtype.kind + b.dtype.kind == "fff" else float
    )
    big = np.zeros((*x.shape[:2], x.shape[2] + 2 * padding, x.shape[3] + 2 * padding), dtype)
    big[:, :, padding : big.shape[2] - padding, padding : big.shape[3] - padding] = x
    tops = range(0, big.shape[2] - W.shape[2] + 1, stride)
    lefts = range(0, big.shape[3] - W.shape[3] + 1, stride)
    y = np.zeros((len(x), len(W), len(tops), len(lefts)), dtype)
    for u, top in enumerate(tops):
        for v, left in enumerate(lefts):
            window = big[:, np.newaxis, :, top : top + W.shape[2], left : left + W.shape[3]]
            y[:, :, u, v] = (window * W).sum(axis=(2, 3, 4)) + b
    return y
