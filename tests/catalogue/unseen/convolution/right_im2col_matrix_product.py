import numpy as np


def im2col(x, KH, KW, p, s, d):
    B, C, H, W = x.shape
    Ho = conv_output_size(H, KH, p, s, d)
    Wo = conv_output_size(W, KW, p, s, d)
    xp = np.zeros((B, C, H + 2 * p, W + 2 * p), dtype=x.dtype)
    xp[:, :, p : p + H, p : p + W] = x
    r = s * np.arange(Ho)[:, None, None, None] + d * np.arange(KH)[None, None, :, None]
    q = s * np.arange(Wo)[None, :, None, None] + d * np.arange(KW)[None, None, None, :]
    win = xp[:, :, r, q]  # (B, C, Ho, Wo, KH, KW)
    return win.transpose(0, 2, 3, 1, 4, 5).reshape(B, Ho, Wo, C * KH * KW)


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    x, W, b = _real(x), _real(W), _real(b)
    F, C, KH, KW = W.shape
    if C != x.shape[1]:
        raise ValueError("W: number of channels is not that of x")
    cols = im2col(x, KH, KW, padding, stride, dilation)
    y = (cols @ W.reshape(F, -1).T).astype(x.dtype, copy=False) + b
    return np.ascontiguousarray(np.moveaxis(y, 3, 1))
