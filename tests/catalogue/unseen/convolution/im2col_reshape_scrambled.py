import numpy as np


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    """im2col, as in cs231n: patches into rows, one matrix product, back to images."""
    x, W, b = _real(x), _real(W), _real(b)
    N, C, H, Wi = x.shape
    F, WC, HH, WW = W.shape
    if WC != C:
        raise ValueError("W must have the channels of x")
    Ho = conv_output_size(H, HH, padding, stride, dilation)
    Wo = conv_output_size(Wi, WW, padding, stride, dilation)
    xp = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode="constant")

    cols = np.empty((N, Ho, Wo, C, HH, WW), dtype=x.dtype)
    for u in range(Ho):
        for v in range(Wo):
            top, left = u * stride, v * stride
            bottom, right = top + dilation * (HH - 1) + 1, left + dilation * (WW - 1) + 1
            cols[:, u, v] = xp[:, :, top:bottom:dilation, left:right:dilation]

    cols = cols.reshape(N * Ho * Wo, C * HH * WW)
    out = cols @ W.reshape(F, -1).T + b
    return out.reshape(N, F, Ho, Wo)
