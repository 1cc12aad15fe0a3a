import numpy as np


def max_pool_backward(dout, x, size, stride):
    dout, x = _real(dout), _real(x)
    conv_output_size(x.shape[2], size, 0, stride)
    conv_output_size(x.shape[3], size, 0, stride)
    dx = np.zeros_like(x)
    for u in range(dout.shape[2]):
        for v in range(dout.shape[3]):
            top, left = u * stride, v * stride
            window = x[:, :, top : top + size, left : left + size]
            best = window.max(axis=(2, 3), keepdims=True)
            mask = (window == best).astype(x.dtype)
            # if there are several maxima be fair to them
            mask /= mask.sum(axis=(2, 3), keepdims=True)
            dx[:, :, top : top + size, left : left + size] += mask * dout[:, :, u : u + 1, v : v + 1]
    return dx
