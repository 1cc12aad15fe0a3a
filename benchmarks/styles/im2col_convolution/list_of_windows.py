"""A list comprehension flattens each window of each image; the list becomes a matrix for one large product.

tier: none
advice: Each window, or each tap, costs calls of its own | holds the windows of all images at once
"""

import numpy as np


def im2col_convolution(x, W, b, padding=0, stride=1):
    F, C, KH, KW = W.shape
    if x.shape[1] != C:
        raise ValueError("wrong number of channels")
    if padding < 0 or stride < 1:
        raise ValueError("wrong padding or stride")
    x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    tops = range(0, x.shape[2] - KH + 1, stride)
    lefts = range(0, x.shape[3] - KW + 1, stride)
    if not tops or not lefts:
        raise ValueError("the kernel is larger than the padded image")
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    windows = np.array(
        [image[:, i : i + KH, j : j + KW].flatten() for image in x for i in tops for j in lefts], dtype
    )
    y = windows @ W.reshape(F, -1).T.astype(dtype) + b
    return y.reshape(len(x), len(tops), len(lefts), F).transpose(0, 3, 1, 2).copy()
