import numpy as np


def max_pool_backward(dout, x, size, stride):
    dout, x = _real(dout), _real(x)
    B, C, H, W = x.shape
    rows = conv_output_size(H, size, 0, stride)
    cols = conv_output_size(W, size, 0, stride)
    dx = np.zeros(x.shape, dtype=x.dtype)
    for n in range(B):
        for c in range(C):
            for u in range(rows):
                for v in range(cols):
                    window = x[n, c, u * stride : u * stride + size, v * stride : v * stride + size]
                    i, j = np.unravel_index(np.argmax(window), window.shape)
                    dx[n, c, u + i, v + j] += dout[n, c, u, v]
    return dx
