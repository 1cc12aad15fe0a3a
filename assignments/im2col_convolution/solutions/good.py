"""One product for each image, with a copy of its windows that runs along the rows of the output.

earns: 7 points
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
    n, c, h, w = x.shape
    f, _, kh, kw = W.shape
    rows, columns = (h + 2 * padding - kh) // stride + 1, (w + 2 * padding - kw) // stride + 1
    kernels = W.reshape(f, c * kh * kw).astype(kind)
    frame = np.zeros((c, h + 2 * padding, w + 2 * padding), kind)
    copied = np.empty((c, kh, kw, rows, columns), kind)
    y = np.empty((n, f, rows * columns), kind)
    for k in range(n):
        frame[:, padding : padding + h, padding : padding + w] = x[k]
        for i in range(kh):
            for j in range(kw):
                copied[:, i, j] = frame[:, i : i + stride * rows : stride, j : j + stride * columns : stride]
        np.dot(kernels, copied.reshape(c * kh * kw, -1), out=y[k])
    y += b[:, np.newaxis]
    return y.reshape(n, f, rows, columns)
