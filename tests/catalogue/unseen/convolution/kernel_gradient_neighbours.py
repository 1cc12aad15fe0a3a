import numpy as np


def to_float(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = map(to_float, (dout, x, W))
    n, c, h, w = x.shape
    f, _, kh, kw = W.shape
    oh = conv_output_size(h, kh, padding, stride, dilation)
    ow = conv_output_size(w, kw, padding, stride, dilation)
    big = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))

    dW = np.zeros_like(W)
    for r in range(kh):
        for q in range(kw):
            seen = big[:, :, r : r + stride * oh : stride, q : q + stride * ow : stride]
            dW[:, :, r, q] = np.tensordot(dout, seen, axes=((0, 2, 3), (0, 2, 3)))

    dbig = np.zeros_like(big)
    for u in range(oh):
        for v in range(ow):
            rows = u * stride + dilation * np.arange(kh)
            cols = v * stride + dilation * np.arange(kw)
            dbig[:, :, rows[:, None], cols] += np.tensordot(dout[:, :, u, v], W, axes=1)
    dx = dbig[:, :, padding : padding + h, padding : padding + w]
    return dx, dW, dout.sum((0, 2, 3))
