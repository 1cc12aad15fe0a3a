"""Tap by tap: each adds its share to the whole output."""

import numpy as np


def im2col_convolution(x, W, b, padding, stride):
    if W.shape[1] != x.shape[1]:
        raise ValueError("W must have as many channels as x")
    if padding < 0 or stride < 1:
        raise ValueError("padding must be at least 0 and stride at least 1")
    if x.shape[2] + 2 * padding < W.shape[2] or x.shape[3] + 2 * padding < W.shape[3]:
        raise ValueError("the kernel must fit into the padded image")
    x, W, b = (a if a.dtype.kind == "f" else a.astype(float) for a in (x, W, b))
    framed = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    fits = [(framed.shape[a] - W.shape[a]) // stride for a in (2, 3)]
    y = 0.0
    for i in range(W.shape[2]):
        for j in range(W.shape[3]):
            seen = framed[:, :, i::stride, j::stride][:, :, : fits[0] + 1, : fits[1] + 1]
            y = y + np.tensordot(seen, W[:, :, i, j], axes=(1, 1))
    return (y + b).transpose(0, 3, 1, 2)
