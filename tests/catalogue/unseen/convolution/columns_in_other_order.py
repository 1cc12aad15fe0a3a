import numpy as np


def to_float(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    x, W, b = to_float(x), to_float(W), to_float(b)
    n, c, h, w = x.shape
    f, cw, kh, kw = W.shape
    if c != cw:
        raise ValueError("channels of W and x differ")
    oh = conv_output_size(h, kh, padding, stride, dilation)
    ow = conv_output_size(w, kw, padding, stride, dilation)
    big = np.zeros((n, c, h + 2 * padding, w + 2 * padding), x.dtype)
    big[:, :, padding : padding + h, padding : padding + w] = x
    cols = np.empty((n, oh * ow, kh * kw * c), x.dtype)
    for u in range(oh):
        for v in range(ow):
            top, left = u * stride, v * stride
            patch = big[:, :, top : top + dilation * kh : dilation, left : left + dilation * kw : dilation]
            patch = patch[:, :, :kh, :kw]
            cols[:, u * ow + v] = patch.transpose(0, 2, 3, 1).reshape(n, -1)
    flat = W.reshape(f, -1)
    out = cols @ flat.T + b
    return out.transpose(0, 2, 1).reshape(n, f, oh, ow)
