import numpy as np


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = _real(dout), _real(x), _real(W)
    KH, KW = W.shape[2:]
    H, Wd = x.shape[2:]
    Ho = conv_output_size(H, KH, padding, stride, dilation)
    Wo = conv_output_size(Wd, KW, padding, stride, dilation)
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dxp = np.zeros_like(xp)
    dW = np.zeros_like(W)
    for u in range(Ho):
        for v in range(Wo):
            rows = slice(u * stride, u * stride + dilation * (KH - 1) + 1, dilation)
            cols = slice(v * stride, v * stride + dilation * (KW - 1) + 1, dilation)
            g = dout[:, :, u, v]
            dW += np.tensordot(g, xp[:, :, rows, cols], axes=(0, 0))
            dxp[:, :, rows, cols] = np.tensordot(g, W, axes=(1, 0))
    dx = dxp[:, :, padding : padding + H, padding : padding + Wd]
    return dx, dW, dout.sum(axis=(0, 2, 3))
