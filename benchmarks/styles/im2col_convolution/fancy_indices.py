"""Three arrays of indices pick the pixels of all windows of all images at once; one product for each image follows.

tier: one product for many windows
advice: Copy in long runs of pixels that lie side by side | holds the windows of all images at once
"""

import numpy as np


def im2col_convolution(x, W, b, padding=0, stride=1):
    n, c, h, w = x.shape
    f, cw, kh, kw = W.shape
    if c != cw or padding < 0 or stride < 1 or h + 2 * padding < kh or w + 2 * padding < kw:
        raise ValueError("the arguments do not fit")
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    rows = (x.shape[2] - kh) // stride + 1
    columns = (x.shape[3] - kw) // stride + 1
    channel, top, left = np.unravel_index(np.arange(c * kh * kw), (c, kh, kw))
    u, v = np.unravel_index(np.arange(rows * columns), (rows, columns))
    i = top[:, None] + stride * u
    j = left[:, None] + stride * v
    windows = x[:, channel[:, None], i, j].astype(dtype)
    y = W.reshape(f, -1).astype(dtype) @ windows
    y += b[:, None]
    return y.reshape(n, f, rows, columns)
