import numpy as np


def to_float(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    x, W, b = to_float(x), to_float(W), to_float(b)
    n, c, h, w = x.shape
    f, cw, kh, kw = W.shape
    if c != cw:
        raise ValueError("W: number of channels")
    oh = conv_output_size(h, kh, padding, stride, dilation)
    ow = conv_output_size(w, kw, padding, stride, dilation)
    big = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode="edge")
    y = np.zeros((n, f, oh, ow), dtype=x.dtype)
    for u in range(oh):
        for v in range(ow):
            rows = u * stride + dilation * np.arange(kh)
            cols = v * stride + dilation * np.arange(kw)
            patch = big[:, :, rows[:, None], cols[None, :]]
            y[:, :, u, v] = np.tensordot(patch, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return y
