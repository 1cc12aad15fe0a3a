"""Convolution and pooling as matrix products over views of all windows: another right solution.

`sliding_window_view` lays all windows out; the convolution is one tensor product with them. Its gradient with
respect to the images is itself a convolution, with the upstream gradient spread by the stride and the kernel
flipped; that of max pooling is scattered with `np.add.at`. The receptive field is found by following indices.
"""

from __future__ import annotations

from functools import reduce
from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_output_size(w, f, p, s, d=1):
    _check(padding=(p, 0), kernel=(f, 1), stride=(s, 1), dilation=(d, 1))
    begins = np.arange(w + 2 * p)
    fitting = begins[begins + d * (f - 1) < w + 2 * p]
    if fitting.size == 0:
        raise ValueError("no place for the kernel")
    return len(fitting[::s])


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    x, W, b = _as_floating(x, W, b)
    if x.shape[1] != W.shape[1]:
        raise ValueError(f"{x.shape[1]} channels in the images, {W.shape[1]} in the kernels")
    _check(padding=(padding, 0))
    windows = _windows(_framed(x, padding), W.shape[2:], stride, dilation)
    return np.moveaxis(np.tensordot(windows, W, axes=((1, 4, 5), (1, 2, 3))), -1, 1) + b.reshape(-1, 1, 1)


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = _as_floating(dout, x, W)
    _check(padding=(padding, 0))
    framed = _framed(x, padding)
    windows = _windows(framed, W.shape[2:], stride, dilation)
    dW = np.tensordot(dout, windows, axes=((0, 2, 3), (0, 2, 3)))
    reach = [dilation * (taps - 1) for taps in W.shape[2:]]
    spread = np.zeros((*dout.shape[:2], framed.shape[2] + reach[0], framed.shape[3] + reach[1]), dout.dtype)
    rows, columns = (slice(r, None, stride) for r in reach)
    spread[:, :, rows, columns][:, :, : dout.shape[2], : dout.shape[3]] = dout
    full = _windows(spread, W.shape[2:], 1, dilation)  # one for each pixel of the framed image
    dframed = np.einsum("nfhwij,fcij->nchw", full, W[:, :, ::-1, ::-1], optimize=True)
    keep = [slice(padding, side - padding) for side in framed.shape[2:]]
    return dframed[:, :, keep[0], keep[1]], dW, np.einsum("nfhw->f", dout)


def same_padding(f, d=1):
    _check(kernel=(f, 1), dilation=(d, 1))
    if f % 2 != 1:
        raise ValueError("the kernel is even")
    return len(range(0, f - 1, 2)) * d


def max_pool(x, size, stride):
    (x,) = _as_floating(x)
    return _windows(x, (size, size), stride, 1).max(axis=(-2, -1))


def max_pool_backward(dout, x, size, stride):
    dout, x = _as_floating(dout, x)
    flat = _windows(x, (size, size), stride, 1).reshape(*dout.shape, size * size)
    rows, columns = np.divmod(flat.argmax(axis=-1), size)
    n, c, u, v = np.indices(dout.shape, sparse=True)
    dx = np.zeros(x.shape, dout.dtype)
    np.add.at(dx, (n, c, u * stride + rows, v * stride + columns), dout)
    return dx


def avg_pool(x, size, stride):
    (x,) = _as_floating(x)
    windows = _windows(x, (size, size), stride, 1)
    weights = np.full(size * size, 1 / (size * size), dtype=x.dtype)
    return windows.reshape(*windows.shape[:4], -1) @ weights


def k_max_pool(x, k):
    (x,) = _as_floating(x)
    if k not in range(1, x.shape[-1] + 1):
        raise ValueError("k out of range")
    # rank of a value: how many are larger, or equal and earlier
    earlier = np.tri(x.shape[-1], k=-1, dtype=bool)
    larger = x[..., None, :] > x[..., :, None]
    equal = x[..., None, :] == x[..., :, None]
    rank = (larger | (equal & earlier)).sum(axis=-1)
    return x[rank < k].reshape(*x.shape[:-1], k)


def receptive_field(layers):
    last = 0
    for n in range(len(layers)):
        kernel, stride = layers[n]
        _check(kernel=(kernel, 1), stride=(stride, 1))
        last += (kernel - 1) * prod(stride for _, stride in layers[:n])
    return last + 1


def parameter_counts(in_shape, out_channels, kernel):
    _check(height=(kernel[0], 1), width=(kernel[1], 1))
    outputs = reduce(int.__mul__, in_shape[1:], out_channels)
    weights = np.empty((out_channels, in_shape[0], *kernel))
    return weights.size + len(weights), outputs * prod(in_shape) + outputs


def _windows(x, shape, stride, dilation):
    """All windows of a batch: (B, C, H', W', KH, KW)."""
    _check(height=(shape[0], 1), width=(shape[1], 1), stride=(stride, 1), dilation=(dilation, 1))
    span = [dilation * (taps - 1) + 1 for taps in shape]
    every = sliding_window_view(x, span, axis=(2, 3))  # raises ValueError where it does not fit
    return every[:, :, ::stride, ::stride, ::dilation, ::dilation]


def _check(**arguments):
    """Refuse an argument that is less than its least value; each is given as (value, least)."""
    for name, (value, least) in arguments.items():
        if value < least:
            raise ValueError(f"{name} is {value}, less than {least}")


def _framed(x, padding):
    framed = np.zeros((*x.shape[:2], x.shape[2] + 2 * padding, x.shape[3] + 2 * padding), x.dtype)
    framed[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]] = x
    return framed


def _as_floating(*arrays):
    kind = np.result_type(*arrays)
    return [np.array(a, dtype=kind if np.issubdtype(kind, np.floating) else float) for a in arrays]
