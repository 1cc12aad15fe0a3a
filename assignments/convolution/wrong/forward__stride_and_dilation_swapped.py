"""You used stride and dilation the wrong way round. One moves the window, the other spreads the taps within
it; look at which index of the formula each stands beside.
"""

import numpy as np


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    if W.shape[1] != x.shape[1]:
        raise ValueError("channels differ")
    dtype = np.result_type(x, W, b)
    dtype = dtype if dtype.kind == "f" else np.dtype(np.float64)
    x, W, b = x.astype(dtype), W.astype(dtype), b.astype(dtype)
    stride, dilation = dilation, stride
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    rows = (x.shape[2] - dilation * (W.shape[2] - 1) - 1) // stride + 1
    cols = (x.shape[3] - dilation * (W.shape[3] - 1) - 1) // stride + 1
    if rows < 1 or cols < 1:
        raise ValueError("the kernel does not fit")
    y = np.zeros((len(x), len(W), rows, cols), dtype)
    for i, j in np.ndindex(*W.shape[2:]):
        top, left = dilation * i, dilation * j
        pixels = x[:, :, top : top + stride * rows : stride, left : left + stride * cols : stride]
        y += np.einsum("nchw,fc->nfhw", pixels, W[:, :, i, j])
    return y + b[:, None, None]
