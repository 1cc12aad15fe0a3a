import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def checked(x, W, padding, stride, dilation):
    places = []
    for axis in (2, 3):
        places.append(conv_output_size(x.shape[axis], W.shape[axis], padding, stride, dilation))
    return places


def promote(*arrays):
    result = []
    for a in arrays:
        a = np.asarray(a)
        result.append(a if a.dtype.kind == "f" else a.astype(np.float64))
    return result


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    x, W, b = promote(x, W, b)
    if x.shape[1] != W.shape[1]:
        raise ValueError("W and x have different channels")
    checked(x, W, padding, stride, dilation)
    n, c, h, w = x.shape
    canvas = np.zeros((n, c, h + 2 * padding, w + 2 * padding), x.dtype)
    canvas[:, :, padding : padding + h, padding : padding + w] = x
    spans = [dilation * (k - 1) + 1 for k in W.shape[2:]]
    view = sliding_window_view(canvas, spans, axis=(2, 3))
    view = view[:, :, ::stride, ::stride, ::dilation, ::dilation]
    return np.moveaxis(np.tensordot(view, W, axes=([1, 4, 5], [1, 2, 3])) + b, -1, 1)


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = promote(dout, x, W)
    p, q = checked(x, W, padding, stride, dilation)
    n, c, h, w = x.shape
    rows = np.add.outer(np.arange(p) * stride, np.arange(W.shape[2]) * dilation)[:, None, :, None]
    cols = np.add.outer(np.arange(q) * stride, np.arange(W.shape[3]) * dilation)[None, :, None, :]
    canvas = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dW = np.tensordot(dout, canvas[:, :, rows, cols], axes=([0, 2, 3], [0, 2, 3]))
    dcanvas = np.zeros_like(canvas)
    np.add.at(dcanvas, np.s_[:, :, rows, cols], np.einsum("nfpq,fcij->ncpqij", dout, W))
    db = dout.reshape(n, W.shape[0], -1).sum(-1).sum(0)
    return dcanvas[:, :, padding : h + padding, padding : w + padding].copy(), dW, db
