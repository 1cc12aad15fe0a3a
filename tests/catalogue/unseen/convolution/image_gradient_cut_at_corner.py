import numpy as np


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = _real(dout), _real(x), _real(W)
    B, C, H, Wd = x.shape
    F, _, KH, KW = W.shape
    Hout = conv_output_size(H, KH, padding, stride, dilation)
    Wout = conv_output_size(Wd, KW, padding, stride, dilation)
    xp = np.zeros((B, C, H + 2 * padding, Wd + 2 * padding), dtype=x.dtype)
    xp[:, :, padding : padding + H, padding : padding + Wd] = x
    dxp, dW, db = np.zeros_like(xp), np.zeros_like(W), np.zeros(F, dtype=dout.dtype)
    for n in range(B):
        for f in range(F):
            db[f] += dout[n, f].sum()
            for u in range(Hout):
                for v in range(Wout):
                    g = dout[n, f, u, v]
                    r = slice(stride * u, stride * u + dilation * (KH - 1) + 1, dilation)
                    c = slice(stride * v, stride * v + dilation * (KW - 1) + 1, dilation)
                    dW[f] += g * xp[n, :, r, c]
                    dxp[n, :, r, c] += g * W[f]
    # back to the size of x
    dx = dxp[:, :, :H, :Wd]
    return dx, dW, db
