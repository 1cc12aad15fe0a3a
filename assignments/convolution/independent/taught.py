"""Convolution and pooling step by step, as a lecture teaches them: another right solution, which must earn full marks.

Loops move one window over the image. Forward it is multiplied and summed; backward its gradient is added up.
"""

from __future__ import annotations

import numpy as np


def conv_output_size(w, f, p, s, d=1):
    if f < 1:
        raise ValueError(f"f must be at least 1, got {f}")
    if p < 0:
        raise ValueError(f"p must not be negative, got {p}")
    if s < 1:
        raise ValueError(f"s must be at least 1, got {s}")
    if d < 1:
        raise ValueError(f"d must be at least 1, got {d}")
    padded_size = w + 2 * p
    span = d * (f - 1) + 1
    if span > padded_size:
        raise ValueError(f"f = {f} spans {span} pixels, but the image has only {padded_size}")
    free = padded_size - span
    return free // s + 1


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    x, W, b = _real(x), _real(W), _real(b)
    B, C, height, width = x.shape
    F, kernel_channels, KH, KW = W.shape
    if kernel_channels != C:
        raise ValueError(f"W has {kernel_channels} channels, x has {C}")
    rows = conv_output_size(height, KH, padding, stride, dilation)
    columns = conv_output_size(width, KW, padding, stride, dilation)
    padded = np.zeros((B, C, height + 2 * padding, width + 2 * padding), dtype=x.dtype)
    padded[:, :, padding : padding + height, padding : padding + width] = x
    span_down = dilation * (KH - 1) + 1
    span_right = dilation * (KW - 1) + 1
    y = np.zeros((B, F, rows, columns), dtype=x.dtype)
    for u in range(rows):
        for v in range(columns):
            top = u * stride
            left = v * stride
            bottom = top + span_down
            right = left + span_right
            window = padded[:, :, top:bottom:dilation, left:right:dilation]
            for f in range(F):
                products = window * W[f]
                total = np.sum(products, axis=(1, 2, 3))
                y[:, f, u, v] = total + b[f]
    return y


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = _real(dout), _real(x), _real(W)
    B, C, height, width = x.shape
    F, KH, KW = W.shape[0], W.shape[2], W.shape[3]
    rows = conv_output_size(height, KH, padding, stride, dilation)
    columns = conv_output_size(width, KW, padding, stride, dilation)
    padded = np.zeros((B, C, height + 2 * padding, width + 2 * padding), dtype=x.dtype)
    padded[:, :, padding : padding + height, padding : padding + width] = x
    span_down = dilation * (KH - 1) + 1
    span_right = dilation * (KW - 1) + 1
    dpadded = np.zeros_like(padded)
    dW = np.zeros_like(W)
    db = np.zeros(F, dtype=dout.dtype)
    for u in range(rows):
        for v in range(columns):
            top = u * stride
            left = v * stride
            bottom = top + span_down
            right = left + span_right
            window = padded[:, :, top:bottom:dilation, left:right:dilation]
            for f in range(F):
                g = dout[:, f, u, v]
                g_each = g[:, np.newaxis, np.newaxis, np.newaxis]
                db[f] += np.sum(g)
                dW[f] += np.sum(g_each * window, axis=0)
                dpadded[:, :, top:bottom:dilation, left:right:dilation] += g_each * W[f]
    dx = dpadded[:, :, padding : padding + height, padding : padding + width]
    return dx, dW, db


def same_padding(f, d=1):
    if f < 1:
        raise ValueError(f"f must be at least 1, got {f}")
    if d < 1:
        raise ValueError(f"d must be at least 1, got {d}")
    if f % 2 == 0:
        raise ValueError(f"f must be odd, got {f}")
    lost = d * (f - 1)
    return lost // 2


def max_pool(x, size, stride):
    x = _real(x)
    B, C, height, width = x.shape
    rows = conv_output_size(height, size, 0, stride)
    columns = conv_output_size(width, size, 0, stride)
    y = np.zeros((B, C, rows, columns), dtype=x.dtype)
    for u in range(rows):
        for v in range(columns):
            top = u * stride
            left = v * stride
            window = x[:, :, top : top + size, left : left + size]
            y[:, :, u, v] = np.max(window, axis=(2, 3))
    return y


def max_pool_backward(dout, x, size, stride):
    dout, x = _real(dout), _real(x)
    B, C, height, width = x.shape
    rows = conv_output_size(height, size, 0, stride)
    columns = conv_output_size(width, size, 0, stride)
    dx = np.zeros_like(x)
    for n in range(B):
        for c in range(C):
            for u in range(rows):
                for v in range(columns):
                    top = u * stride
                    left = v * stride
                    window = x[n, c, top : top + size, left : left + size]
                    place = np.argmax(window)
                    i = place // size
                    j = place % size
                    dx[n, c, top + i, left + j] += dout[n, c, u, v]
    return dx


def avg_pool(x, size, stride):
    x = _real(x)
    B, C, height, width = x.shape
    rows = conv_output_size(height, size, 0, stride)
    columns = conv_output_size(width, size, 0, stride)
    y = np.zeros((B, C, rows, columns), dtype=x.dtype)
    for u in range(rows):
        for v in range(columns):
            top = u * stride
            left = v * stride
            window = x[:, :, top : top + size, left : left + size]
            total = np.sum(window, axis=(2, 3))
            y[:, :, u, v] = total / size**2
    return y


def k_max_pool(x, k):
    x = _real(x)
    T = x.shape[-1]
    if k < 1 or k > T:
        raise ValueError(f"k must lie between 1 and {T}, got {k}")
    sequences = x.reshape(-1, T)
    kept = np.zeros((len(sequences), k), dtype=x.dtype)
    for n in range(len(sequences)):
        sequence = sequences[n]
        order = np.argsort(-sequence, kind="stable")
        largest = order[:k]
        places = np.sort(largest)
        kept[n] = sequence[places]
    return kept.reshape(*x.shape[:-1], k)


def receptive_field(layers):
    size = 1
    for kernel, stride in reversed(layers):
        if kernel < 1:
            raise ValueError(f"a kernel must be at least 1, got {kernel}")
        if stride < 1:
            raise ValueError(f"a stride must be at least 1, got {stride}")
        distance = (size - 1) * stride
        size = distance + kernel
    return size


def parameter_counts(in_shape, out_channels, kernel):
    C, H, W = in_shape
    KH, KW = kernel
    if KH < 1 or KW < 1:
        raise ValueError(f"a kernel must have at least one row and one column, got {kernel}")
    kernel_weights = C * KH * KW
    convolution = out_channels * kernel_weights + out_channels
    n_inputs = C * H * W
    n_outputs = out_channels * H * W
    dense = n_outputs * n_inputs + n_outputs
    return convolution, dense


def _real(values):
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
