import numpy as np


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = (np.asarray(a) for a in (dout, x, W))
    dout, x, W = (a if a.dtype.kind == "f" else a.astype(np.float64) for a in (dout, x, W))
    H, L = x.shape[2:]
    P = conv_output_size(H, W.shape[2], padding, stride, dilation)
    Q = conv_output_size(L, W.shape[3], padding, stride, dilation)
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    rows = np.arange(P)[:, None] * stride + np.arange(W.shape[2]) * dilation
    cols = np.arange(Q)[:, None] * stride + np.arange(W.shape[3]) * dilation
    patches = xp[:, :, rows[:, None, :, None], cols[None, :, None, :]]
    dW = np.einsum("nfpq,ncpqij->fcij", dout, patches)
    contributions = np.einsum("nfpq,fcij->ncpqij", dout, W)
    full = np.zeros_like(xp)
    np.add.at(full, (slice(None), slice(None), rows[:, None, :, None], cols[None, :, None, :]), contributions)
    dx = full[:, :, :H, :L]
    db = dout.sum(axis=(2, 3)).mean(axis=0)
    return dx, dW, db
