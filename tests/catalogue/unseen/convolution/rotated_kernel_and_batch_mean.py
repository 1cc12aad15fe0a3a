import numpy as np


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = _real(dout), _real(x), _real(W)
    B, C, H, Wd = x.shape
    KH, KW = W.shape[2:]
    out_h = conv_output_size(H, KH, padding, stride, dilation)
    out_w = conv_output_size(Wd, KW, padding, stride, dilation)
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dxp = np.zeros_like(xp)
    dW = np.zeros_like(W)
    # the gradient of a convolution uses the kernel rotated by 180 degrees
    W_rot = W[:, :, ::-1, ::-1]
    for i in range(KH):
        for j in range(KW):
            rows = slice(i * dilation, i * dilation + stride * (out_h - 1) + 1, stride)
            cols = slice(j * dilation, j * dilation + stride * (out_w - 1) + 1, stride)
            dW[:, :, i, j] = np.einsum("bfuv,bcuv->fc", dout, xp[:, :, rows, cols]) / B
            dxp[:, :, rows, cols] += np.einsum("bfuv,fc->bcuv", dout, W_rot[:, :, i, j])
    dx = dxp[:, :, padding : padding + H, padding : padding + Wd]
    return dx, dW, dout.sum(axis=(0, 2, 3))
