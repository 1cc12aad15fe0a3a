"""Convolution by the Fourier transform and pooling by cumulative sums: another right solution.

A convolution at stride 1 is a product of spectra; a stride keeps every s-th output, a dilation spreads the kernel.
Both gradients are products of spectra as well. The mean of a window comes from four entries of an integral image.
Max pooling halves the images to a tree of maxima of pairs, one direction after the other.
"""

from __future__ import annotations

import numpy as np


def conv_output_size(w, f, p, s, d=1):
    if p < 0 or f < 1 or s < 1 or d < 1:
        raise ValueError(f"p must not be negative, f, s and d must be positive; got {p}, {f}, {s}, {d}")
    free = w + 2 * p - (d * (f - 1) + 1)
    if free < 0:
        raise ValueError(f"the kernel is {-free} pixels too large")
    return 1 + free // s


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    if x.shape[1] != W.shape[1]:
        raise ValueError("x and W have different numbers of channels")
    x, W, b = _float(x), _float(W), _float(b)
    rows, columns = _places(x, W.shape[2:], padding, stride, dilation)
    framed = _framed(x, padding)
    spread = _spread(W, dilation, framed.shape[2:])
    y = _inverse(np.einsum("nchw,fchw->nfhw", _spectrum(framed), _spectrum(spread).conj()), framed.shape)
    y = y[:, :, ::stride, ::stride][:, :, :rows, :columns] + b.reshape(1, -1, 1, 1)
    return y.astype(x.dtype)


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = _float(dout), _float(x), _float(W)
    _places(x, W.shape[2:], padding, stride, dilation)
    framed = _framed(x, padding)
    upstream = _spectrum(_spread(dout, stride, framed.shape[2:]))
    kernels = _spectrum(_spread(W, dilation, framed.shape[2:]))
    dframed = _inverse(np.einsum("nfhw,fchw->nchw", upstream, kernels), framed.shape)
    full = _inverse(np.einsum("nfhw,nchw->fchw", upstream.conj(), _spectrum(framed)), framed.shape)
    dx = dframed[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]
    dW = full[:, :, ::dilation, ::dilation][:, :, : W.shape[2], : W.shape[3]]
    return dx.astype(x.dtype), dW.astype(W.dtype), dout.sum(axis=(0, 2, 3))


def same_padding(f, d=1):
    if f < 1 or d < 1 or f % 2 == 0:
        raise ValueError(f"f must be odd and at least 1, d at least 1; got {f} and {d}")
    return sum(d for _ in range(f // 2))


def max_pool(x, size, stride):
    x = _float(x)
    rows, columns = _places(x, (size, size), 0, stride)
    return _sliding_max(_sliding_max(x, size, -1), size, -2)[:, :, ::stride, ::stride][:, :, :rows, :columns]


def max_pool_backward(dout, x, size, stride):
    dout, x = _float(dout), _float(x)
    highest = max_pool(x, size, stride)
    rows, columns = highest.shape[2:]
    dx, left = np.zeros_like(x), np.ones(highest.shape, dtype=bool)  # windows whose maximum is yet to be met
    for i in range(size):
        for j in range(size):
            at = ..., slice(i, i + stride * rows, stride), slice(j, j + stride * columns, stride)
            found = left & (x[at] == highest)
            dx[at] += np.where(found, dout, 0)
            left &= ~found
    return dx


def avg_pool(x, size, stride):
    x = _float(x)
    rows, columns = _places(x, (size, size), 0, stride)
    integral = np.pad(x.cumsum(axis=2).cumsum(axis=3), ((0, 0), (0, 0), (1, 0), (1, 0)))
    sums = integral[:, :, size:, size:] - integral[:, :, :-size, size:]
    sums += integral[:, :, :-size, :-size] - integral[:, :, size:, :-size]
    return sums[:, :, ::stride, ::stride][:, :, :rows, :columns] / x.dtype.type(size * size)


def k_max_pool(x, k):
    x = _float(x)
    if not 0 < k <= x.shape[-1]:
        raise ValueError(f"k is {k}, the sequences have {x.shape[-1]} steps")
    bound = np.sort(x, axis=-1)[..., -k, None]
    equal = x == bound
    room = k - (x > bound).sum(axis=-1, keepdims=True)  # how many of those that equal the k-th largest stay
    return x[(x > bound) | (equal & (equal.cumsum(axis=-1) <= room))].reshape(*x.shape[:-1], k)


def receptive_field(layers):
    if not layers:
        return 1
    (kernel, stride), *later = layers
    if kernel < 1 or stride < 1:
        raise ValueError("kernels and strides are at least 1")
    return stride * (receptive_field(later) - 1) + kernel


def parameter_counts(in_shape, out_channels, kernel):
    if min(kernel) < 1:
        raise ValueError("a kernel has at least one tap")
    channels, height, width = in_shape
    weights = out_channels * channels * kernel[0] * kernel[1]
    return weights + out_channels, out_channels * height * width * (channels * height * width + 1)


def _places(x, shape, padding, stride, dilation=1):
    return tuple(
        conv_output_size(*sizes, padding, stride, dilation) for sizes in zip(x.shape[2:], shape, strict=True)
    )


def _spread(a, gap, shape):
    """The last two axes with ``gap - 1`` zeros between the entries, filled up with zeros to a shape."""
    wide = np.zeros((*a.shape[:2], *shape), a.dtype)
    wide[:, :, : gap * (a.shape[2] - 1) + 1 : gap, : gap * (a.shape[3] - 1) + 1 : gap] = a
    return wide


def _spectrum(a):
    return np.fft.rfft2(a.astype(np.float64))


def _inverse(spectrum, shape):
    return np.fft.irfft2(spectrum, s=shape[2:])


def _framed(x, padding):
    return np.pad(x, [(0, 0)] * 2 + [(padding, padding)] * 2)


def _sliding_max(x, size, axis):
    """The maximum of ``size`` neighbours along an axis; the span of a maximum doubles until it is as wide."""
    x, span = np.moveaxis(x, axis, -1), 1
    while span < size:
        step = min(span, size - span)
        x, span = np.maximum(x[..., :-step], x[..., step:]), span + step
    return np.moveaxis(x, -1, axis)


def _float(a):
    return a if a.dtype.kind == "f" else a.astype(np.float64)
