import numpy as np


def max_pool_backward(dout, x, size, stride):
    dout, x = _real(dout), _real(x)
    B, C, H, W = x.shape
    n_rows = conv_output_size(H, size, 0, stride)
    n_cols = conv_output_size(W, size, 0, stride)
    dx = np.zeros_like(x)
    for n in range(B):
        for c in range(C):
            for u in range(n_rows):
                for v in range(n_cols):
                    r, q = u * stride, v * stride
                    best = (r, q)
                    for i in range(r, r + size):
                        for j in range(q, q + size):
                            if x[n, c, i, j] > x[n, c, best[0], best[1]]:
                                best = (i, j)
                    dx[n, c, best[0], best[1]] += dout[n, c, u, v]
    return dx
