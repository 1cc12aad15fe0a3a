"""A view of all windows and one einsum over channels and taps.

tier: none
advice: Let one matrix product serve all windows of an image
"""

import numpy as np


def im2col_convolution(x, W, b, padding=0, stride=1):
    if x.shape[1] != W.shape[1]:
        raise ValueError("different numbers of channels")
    if padding < 0 or stride < 1:
        raise ValueError("bad padding or stride")
    if any(x.shape[a] + 2 * padding < W.shape[a] for a in (2, 3)):
        raise ValueError("the kernel is larger than the image")
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    p = padding
    padded = np.pad(x.astype(dtype), [(0, 0), (0, 0), (p, p), (p, p)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, W.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    y = np.einsum("ncuvij,fcij->nfuv", windows, W.astype(dtype))
    return y + b.astype(dtype)[:, None, None]
