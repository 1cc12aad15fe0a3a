"""The convolution theorem: Fourier transforms of images and kernels, products at each frequency, and back again.

tier: none
advice: Let one matrix product serve all windows of an image
"""

import numpy as np


def im2col_convolution(x, W, b, padding=0, stride=1):
    if x.shape[1] != W.shape[1]:
        raise ValueError("W and x need the same channels")
    if padding < 0 or stride < 1:
        raise ValueError("padding or stride is too small")
    H, V = x.shape[2] + 2 * padding, x.shape[3] + 2 * padding
    rows, columns = H - W.shape[2] + 1, V - W.shape[3] + 1
    if rows < 1 or columns < 1:
        raise ValueError("the kernel has no place")
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    padded = np.pad(x.astype(dtype), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    images = np.fft.rfft2(padded).transpose(2, 3, 0, 1)
    kernels = np.fft.rfft2(W.astype(dtype), s=(H, V), axes=(2, 3)).conj().transpose(2, 3, 1, 0)
    y = np.fft.irfft2((images @ kernels).transpose(2, 3, 0, 1), s=(H, V), axes=(2, 3))
    y = y[:, :, :rows:stride, :columns:stride].astype(dtype)
    return y + b[:, None, None]
