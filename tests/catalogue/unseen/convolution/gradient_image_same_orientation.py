import numpy as np


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = (a if np.issubdtype(a.dtype, np.floating) else a.astype(float) for a in map(np.asarray, (dout, x, W)))
    B, C, H, Wd = x.shape
    F, _, KH, KW = W.shape
    oh = conv_output_size(H, KH, padding, stride, dilation)
    ow = conv_output_size(Wd, KW, padding, stride, dilation)
    xp = np.pad(x, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    hp, wp = xp.shape[2:]

    db = dout.sum(axis=(0, 2, 3))
    dW = np.zeros_like(W)
    for r in range(KH):
        for q in range(KW):
            xs = xp[:, :, r * dilation :, q * dilation :][:, :, ::stride, ::stride][:, :, :oh, :ow]
            dW[:, :, r, q] = np.einsum("nfhw,nchw->fc", dout, xs)

    er, eq = dilation * (KH - 1), dilation * (KW - 1)
    spread = np.zeros((B, F, hp + er, wp + eq), dout.dtype)
    spread[:, :, er : er + stride * oh : stride, eq : eq + stride * ow : stride] = dout
    dbig = np.zeros_like(xp)
    for r in range(KH):
        for q in range(KW):
            window = spread[:, :, r * dilation : r * dilation + hp, q * dilation : q * dilation + wp]
            dbig += np.einsum("nfhw,fc->nchw", window, W[:, :, r, q])
    dx = dbig[:, :, padding : padding + H, padding : padding + Wd]
    return dx, dW, db
