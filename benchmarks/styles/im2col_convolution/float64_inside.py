"""One image at a time in long runs, all in float64; the finished batch is rounded to the dtype of the result.

tier: one product for many windows
advice: or float64
"""

import numpy as np


def im2col_convolution(x, W, b, padding=0, stride=1):
    (c, h, w), (f, c2, kh, kw) = x.shape[1:], W.shape
    rows, columns = h + 2 * padding - kh + 1, w + 2 * padding - kw + 1
    if c != c2 or padding < 0 or stride < 1 or rows < 1 or columns < 1:
        raise ValueError("im2col_convolution: arguments do not fit")
    flat = W.astype(np.float64).reshape(f, c * kh * kw)
    outputs = []
    for image in x:
        big = np.pad(image.astype(np.float64), ((0, 0), (padding, padding), (padding, padding)))
        taps = [big[:, i : i + rows : stride, j : j + columns : stride] for i in range(kh) for j in range(kw)]
        windows = np.stack(taps, axis=1)
        y = flat @ windows.reshape(c * kh * kw, -1) + b[:, None]
        outputs.append(y.reshape(f, *windows.shape[2:]))
    return np.array(outputs).astype(np.result_type(x.dtype, W.dtype, b.dtype, 1.0))
