"""Your dW is flipped in both directions. The entry of a tap belongs where the tap stands in W; follow one tap
of the forward pass.
"""

import numpy as np


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dtype = np.result_type(dout, x, W)
    dtype = dtype if dtype.kind == "f" else np.dtype(np.float64)
    dout, x, W = dout.astype(dtype), x.astype(dtype), W.astype(dtype)
    height, width = x.shape[2:]
    rows, cols = dout.shape[2:]
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dx, dW = np.zeros_like(x), np.zeros_like(W)
    for i, j in np.ndindex(*W.shape[2:]):
        top, left = dilation * i, dilation * j
        met = np.s_[:, :, top : top + stride * rows : stride, left : left + stride * cols : stride]
        dW[:, :, -1 - i, -1 - j] = np.einsum("nfhw,nchw->fc", dout, x[met])
        dx[met] += np.einsum("nfhw,fc->nchw", dout, W[:, :, i, j])
    dx = dx[:, :, padding : padding + height, padding : padding + width]
    return dx, dW, dout.sum(axis=(0, 2, 3))
