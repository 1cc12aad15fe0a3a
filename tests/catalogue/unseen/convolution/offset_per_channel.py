import numpy as np


def image_map(image, kernel, oh, ow, stride, dilation):
    total = np.zeros((oh, ow), image.dtype)
    for r in range(kernel.shape[0]):
        for q in range(kernel.shape[1]):
            part = image[r * dilation :: stride, q * dilation :: stride]
            total += kernel[r, q] * part[:oh, :ow]
    return total


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    x, W, b = (np.asarray(a) for a in (x, W, b))
    x, W, b = (a if np.issubdtype(a.dtype, np.floating) else a.astype(float) for a in (x, W, b))
    if x.shape[1] != W.shape[1]:
        raise ValueError("W has the wrong number of channels")
    oh = conv_output_size(x.shape[2], W.shape[2], padding, stride, dilation)
    ow = conv_output_size(x.shape[3], W.shape[3], padding, stride, dilation)
    big = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    y = np.zeros((x.shape[0], W.shape[0], oh, ow), x.dtype)
    for i in range(x.shape[0]):
        for k in range(W.shape[0]):
            for m in range(W.shape[1]):
                y[i, k] += image_map(big[i, m], W[k, m], oh, ow, stride, dilation) + b[k]
    return y
