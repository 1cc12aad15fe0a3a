"""Exercise 8: convolution and pooling. One window after the other; slow, but it reads like the formula."""

import numpy as np

from windows import starts, taps, to_float


def _at_least(least, **numbers):
    for name, number in numbers.items():
        if number < least:
            raise ValueError(f"{name} is {number}, it must be at least {least}")


def conv_output_size(w, f, p, s, d=1):
    _at_least(1, f=f, s=s, d=d)
    _at_least(0, p=p)
    return len(starts(w + 2 * p, d * (f - 1) + 1, s))


def _frame(x, p):
    n, c, h, w = x.shape
    framed = np.zeros((n, c, h + 2 * p, w + 2 * p), dtype=x.dtype)
    framed[:, :, p : p + h, p : p + w] = x
    return framed


def _places(framed, W, stride, dilation):
    """Yield u, v and the two slices of every window."""
    kh, kw = W.shape[2:]
    down = starts(framed.shape[2], dilation * (kh - 1) + 1, stride)
    right = starts(framed.shape[3], dilation * (kw - 1) + 1, stride)
    for u, top in enumerate(down):
        for v, left in enumerate(right):
            yield u, v, taps(top, kh, dilation), taps(left, kw, dilation)


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    x, W, b = to_float(x, W, b)
    if x.shape[1] != W.shape[1]:
        raise ValueError(f"images have {x.shape[1]} channels, kernels {W.shape[1]}")
    framed = _frame(x, padding)
    rows = conv_output_size(x.shape[2], W.shape[2], padding, stride, dilation)
    columns = conv_output_size(x.shape[3], W.shape[3], padding, stride, dilation)
    y = np.zeros((len(x), len(W), rows, columns), dtype=x.dtype)
    for u, v, down, right in _places(framed, W, stride, dilation):
        y[:, :, u, v] = np.tensordot(framed[:, :, down, right], W, axes=([1, 2, 3], [1, 2, 3])) + b
    return y


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = to_float(dout, x, W)
    framed = _frame(x, padding)
    dframed, dW = np.zeros_like(framed), np.zeros_like(W)
    for u, v, down, right in _places(framed, W, stride, dilation):
        g = dout[:, :, u, v]  # (B, F)
        dframed[:, :, down, right] += np.tensordot(g, W, axes=(1, 0))
        dW += np.tensordot(g, framed[:, :, down, right], axes=(0, 0))
    h, w = x.shape[2:]
    dx = dframed[:, :, padding : padding + h, padding : padding + w]
    return dx, dW, dout.sum(axis=(0, 2, 3))


def same_padding(f, d=1):
    _at_least(1, f=f, d=d)
    if f % 2 == 0:
        raise ValueError("an even kernel has no middle")
    return d * (f // 2)


def _pool(x, size, stride, reduce):
    (x,) = to_float(x)
    rows = []
    for top in starts(x.shape[2], size, stride):
        row = []
        for left in starts(x.shape[3], size, stride):
            row.append(reduce(x[:, :, top : top + size, left : left + size], axis=(2, 3)))
        rows.append(np.stack(row, axis=-1))
    return np.stack(rows, axis=-2)


def max_pool(x, size, stride):
    return _pool(x, size, stride, np.max)


def avg_pool(x, size, stride):
    return _pool(x, size, stride, np.mean)


def max_pool_backward(dout, x, size, stride):
    dout, x = to_float(dout, x)
    for pixels in x.shape[2:]:
        starts(pixels, size, stride)  # refuses what does not fit
    dx = np.zeros_like(x)
    for n, c, u, v in np.ndindex(dout.shape):
        window = x[n, c, u * stride : u * stride + size, v * stride : v * stride + size]
        i, j = divmod(int(np.argmax(window)), window.shape[1])  # argmax takes the first one
        dx[n, c, u * stride + i, v * stride + j] += dout[n, c, u, v]
    return dx


def k_max_pool(x, k):
    (x,) = to_float(x)
    length = x.shape[-1]
    if not 1 <= k <= length:
        raise ValueError(f"k must be from 1 to {length}")
    lines = []
    for line in x.reshape(-1, length):
        best = sorted(range(length), key=lambda t: (-line[t], t))[:k]
        lines.append(line[sorted(best)])
    return np.array(lines).reshape(*x.shape[:-1], k)


def receptive_field(layers):
    needed = 1
    for kernel, stride in reversed(layers):  # from the top down, as in the sheet
        _at_least(1, kernel=kernel, stride=stride)
        needed = (needed - 1) * stride + kernel
    return needed


def parameter_counts(in_shape, out_channels, kernel):
    channels, height, width = in_shape
    _at_least(1, rows=kernel[0], columns=kernel[1])
    convolution = out_channels * (channels * kernel[0] * kernel[1] + 1)
    outputs = out_channels * height * width
    return convolution, outputs * (channels * height * width + 1)
