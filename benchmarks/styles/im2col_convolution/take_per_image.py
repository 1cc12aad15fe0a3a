"""A table of places in a flat image, made once; np.take fills the windows of one image after the other from it.

tier: one product for many windows
advice: Copy in long runs of pixels that lie side by side
"""

import numpy as np


def im2col_convolution(x, W, b, padding=0, stride=1):
    n, c, h, w = x.shape
    f, _, kh, kw = W.shape
    if W.shape[1] != c or padding < 0 or stride < 1 or min(h - kh, w - kw) + 2 * padding < 0:
        raise ValueError("these arguments make no convolution")
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    frame = np.zeros((c, h + 2 * padding, w + 2 * padding), dtype)
    places = np.arange(frame.size, dtype=np.intp).reshape(frame.shape)
    corners = places[0, : frame.shape[1] - kh + 1 : stride, : frame.shape[2] - kw + 1 : stride]
    table = places[:, :kh, :kw].reshape(-1, 1) + corners.ravel()
    windows = np.empty(table.shape, dtype)
    kernels = W.reshape(f, -1).astype(dtype)
    y = np.empty((n, f, corners.size), dtype)
    for image, result in zip(x, y, strict=True):
        frame[:, padding : padding + h, padding : padding + w] = image
        np.take(frame.ravel(), table, out=windows, mode="clip")
        np.matmul(kernels, windows, out=result)
        result += b[:, None]
    return y.reshape(n, f, *corners.shape)
