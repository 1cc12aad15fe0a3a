"""as_strided shows the windows of one image with the taps first; reshape copies them, and one product uses them.

tier: long runs of pixels
advice: none
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def im2col_convolution(x, W, b, padding=0, stride=1):
    F, C, KH, KW = W.shape
    if x.shape[1] != C:
        raise ValueError("channels differ")
    if padding < 0 or stride < 1:
        raise ValueError("padding or stride out of range")
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    padded = np.pad(x, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2)).astype(dtype, copy=False, order="C")
    H = (padded.shape[2] - KH) // stride + 1
    width = (padded.shape[3] - KW) // stride + 1
    if H < 1 or width < 1:
        raise ValueError("kernel too large")
    kernels = W.astype(dtype).reshape(F, -1)
    y = np.empty((len(x), F, H, width), dtype)
    for image, out in zip(padded, y, strict=True):
        c, r, s = image.strides
        view = as_strided(image, (C, KH, KW, H, width), (c, r, s, stride * r, stride * s), writeable=False)
        columns = view.reshape(C * KH * KW, H * width)
        out[...] = (kernels @ columns + b[:, None]).reshape(F, H, width)
    return y
