"""Sequence by sequence and step by step: small products of a vector and a matrix.

earns: 0 points
"""

import numpy as np


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    batch, steps, features = x.shape if x.ndim == 3 else (0, 0, 0)
    units = h0.shape[-1]
    wide = 4 * units
    shapes = [a.shape for a in (h0, c0, Wx, Wh, b)]
    if not batch or shapes != [(batch, units), (batch, units), (features, wide), (units, wide), (wide,)]:
        raise ValueError("the shapes do not fit each other")
    kind = np.result_type(*(a.dtype for a in (x, h0, c0, Wx, Wh, b)), 1.0)
    x, h0, c0, Wx, Wh, b = (a.astype(kind) for a in (x, h0, c0, Wx, Wh, b))
    out = np.empty((batch, steps, units), kind)
    for n in range(batch):
        h, c = h0[n], c0[n]
        for t in range(steps):
            i, f, g, o = np.split(x[n, t] @ Wx + h @ Wh + b, 4)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(c)
            out[n, t] = h
    return out


def sigmoid(a):
    return (1 + np.tanh(a / 2)) / 2
