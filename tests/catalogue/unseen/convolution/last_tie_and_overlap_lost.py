import numpy as np


def max_pool_backward(dout, x, size, stride):
    dout, x = _real(dout), _real(x)
    rows = conv_output_size(x.shape[2], size, 0, stride)
    cols = conv_output_size(x.shape[3], size, 0, stride)
    dx = np.zeros_like(x)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            for u in range(rows):
                for v in range(cols):
                    best, where = -np.inf, None
                    for i in range(u * stride, u * stride + size):
                        for j in range(v * stride, v * stride + size):
                            if x[n, c, i, j] >= best:
                                best, where = x[n, c, i, j], (i, j)
                    dx[n, c, where[0], where[1]] = dout[n, c, u, v]
    return dx
