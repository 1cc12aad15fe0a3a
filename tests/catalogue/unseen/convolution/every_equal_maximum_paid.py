import numpy as np


def max_pool_backward(dout, x, size, stride):
    dout, x = _real(dout), _real(x)
    rows = conv_output_size(x.shape[2], size, 0, stride)
    cols = conv_output_size(x.shape[3], size, 0, stride)
    dx = np.zeros_like(x)
    for u in range(rows):
        for v in range(cols):
            r = slice(u * stride, u * stride + size)
            c = slice(v * stride, v * stride + size)
            window = x[:, :, r, c]
            mask = window == window.max(axis=(2, 3), keepdims=True)
            dx[:, :, r, c] += mask * dout[:, :, u, v][:, :, None, None]
    return dx
