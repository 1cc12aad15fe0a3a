import numpy as np


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    x, W, b = _real(x), _real(W), _real(b)
    B, C, H, Wd = x.shape
    F, C2, KH, KW = W.shape
    if C != C2:
        raise ValueError("number of channels")
    Ho = conv_output_size(H, KH, padding, stride, dilation)
    Wo = conv_output_size(Wd, KW, padding, stride, dilation)
    xp = np.zeros((B, C, H + 2 * padding, Wd + 2 * padding), dtype=x.dtype)
    xp[:, :, padding : padding + H, padding : padding + Wd] = x
    y = np.zeros((B, F, Ho, Wo), dtype=x.dtype)
    for n in range(B):
        for f in range(F):
            for c in range(C):
                for u in range(Ho):
                    for v in range(Wo):
                        r, q = stride * u, stride * v
                        win = xp[n, c, r : r + dilation * (KH - 1) + 1 : dilation, q : q + dilation * (KW - 1) + 1 : dilation]
                        y[n, f, u, v] += np.sum(win * W[f, c]) + b[f]
    return y
