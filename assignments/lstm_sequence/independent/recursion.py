"""One matrix for state and input side by side; every sequence by itself."""

import numpy as np


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    batch, steps, features = x.shape if x.ndim == 3 else (0, 0, 0)
    units = h0.shape[-1]
    wide = 4 * units
    shapes = [a.shape for a in (h0, c0, Wx, Wh, b)]
    if not batch or shapes != [(batch, units), (batch, units), (features, wide), (units, wide), (wide,)]:
        raise ValueError("the shapes do not fit each other")
    dtype = np.result_type(*(a.dtype for a in (x, h0, c0, Wx, Wh, b)), 1.0)
    W = np.concatenate([Wh, Wx]).astype(dtype)
    result = np.zeros((batch, steps, units), dtype)
    for rows, h, c, states in zip(x.astype(dtype), h0.astype(dtype), c0.astype(dtype), result, strict=True):
        for t, row in enumerate(rows):
            gates = (np.concatenate([h, row]) @ W + b).reshape(4, units)
            opened = np.exp(-np.logaddexp(0, -gates)).astype(dtype)
            c = opened[1] * c + opened[0] * np.tanh(gates[2])
            h = (opened[3] * np.tanh(c)).astype(dtype)
            states[t] = h
    return result
