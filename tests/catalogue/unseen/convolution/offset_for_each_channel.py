import numpy as np


def _one_channel(img, ker, offset, stride, dilation, rows, cols):
    """Convolve a single plane (H, W) with a single plane of the kernel."""
    result = np.zeros((rows, cols), dtype=img.dtype)
    kh, kw = ker.shape
    for u in range(rows):
        for v in range(cols):
            total = offset
            for i in range(kh):
                for j in range(kw):
                    total = total + ker[i, j] * img[stride * u + dilation * i, stride * v + dilation * j]
            result[u, v] = total
    return result


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    x, W, b = _real(x), _real(W), _real(b)
    B, C, H, Wd = x.shape
    F, C2, KH, KW = W.shape
    if C != C2:
        raise ValueError("W and x have different numbers of channels")
    rows = conv_output_size(H, KH, padding, stride, dilation)
    cols = conv_output_size(Wd, KW, padding, stride, dilation)
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    y = np.zeros((B, F, rows, cols), dtype=x.dtype)
    for n in range(B):
        for f in range(F):
            for c in range(C):
                y[n, f] += _one_channel(xp[n, c], W[f, c], b[f], stride, dilation, rows, cols)
    return y
