import numpy as np


def max_pool_backward(dout, x, size, stride):
    dout, x = np.asarray(dout), np.asarray(x)
    if dout.dtype.kind != "f":
        dout = dout.astype(float)
    if x.dtype.kind != "f":
        x = x.astype(float)
    oh = conv_output_size(x.shape[2], size, 0, stride)
    ow = conv_output_size(x.shape[3], size, 0, stride)
    view = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3))[:, :, ::stride, ::stride]
    best = view.reshape(*x.shape[:2], oh, ow, size * size).argmax(-1)
    bi, ci, u, v = np.indices(best.shape)
    row = u * stride + best // size
    col = v * stride + best % size
    dx = np.zeros(x.shape, x.dtype)
    dx[bi, ci, row, col] += dout
    return dx
