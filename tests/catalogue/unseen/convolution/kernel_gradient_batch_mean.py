import numpy as np


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = _real(dout), _real(x), _real(W)
    B, C, H, Wd = x.shape
    F, _, KH, KW = W.shape
    rows = conv_output_size(H, KH, padding, stride, dilation)
    cols = conv_output_size(Wd, KW, padding, stride, dilation)
    xp = np.pad(x, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    dxp = np.zeros_like(xp)
    dW = np.zeros_like(W)
    for i in range(KH):
        for j in range(KW):
            r = slice(i * dilation, i * dilation + stride * (rows - 1) + 1, stride)
            q = slice(j * dilation, j * dilation + stride * (cols - 1) + 1, stride)
            dW[:, :, i, j] = np.einsum("nfuv,ncuv->fc", dout, xp[:, :, r, q]) / B
            dxp[:, :, r, q] += np.einsum("nfuv,fc->ncuv", dout, W[:, :, i, j])
    db = dout.sum(axis=(0, 2, 3))
    dx = dxp[:, :, padding : padding + H, padding : padding + Wd]
    return dx, dW, db
