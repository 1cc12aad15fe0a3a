import numpy as np


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = _real(dout), _real(x), _real(W)
    B, C, H, Wd = x.shape
    F, _, KH, KW = W.shape
    out_h = conv_output_size(H, KH, padding, stride, dilation)
    out_w = conv_output_size(Wd, KW, padding, stride, dilation)
    xp = np.pad(x, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    dxp = np.zeros(xp.shape, dtype=xp.dtype)
    dW = np.zeros(W.shape, dtype=W.dtype)
    for i in range(KH):
        for j in range(KW):
            for u in range(out_h):
                for v in range(out_w):
                    r = stride * u + dilation * i
                    q = stride * v + dilation * j
                    g = dout[:, :, u, v]  # (B, F)
                    dW[:, :, i, j] += g.T @ xp[:, :, r, q]
                    dxp[:, :, r, q] += g @ W[:, :, i, j]
    db = dout.sum(axis=3).sum(axis=2).sum(axis=0)
    # same shape as x
    dx = dxp[:, :, :H, :Wd]
    return dx, dW, db
