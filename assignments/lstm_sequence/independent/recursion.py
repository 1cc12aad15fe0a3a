"""One matrix for state and input side by side; every sequence by itself."""

import numpy as np


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    demand(x.ndim == 3 and len(x) > 0 and h0.ndim == 2)
    demand(c0.shape == h0.shape == (len(x), h0.shape[1]))
    units = h0.shape[1]
    demand(Wx.shape == (x.shape[2], 4 * units) and Wh.shape == (units, 4 * units) and b.shape == (4 * units,))
    dtype = np.concatenate([a.ravel()[:1] for a in (x, h0, c0, Wx, Wh, b)]).dtype
    if dtype.kind != "f":
        dtype = np.dtype(float)
    batch, steps, _ = x.shape
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


def demand(fits):
    if not fits:
        raise ValueError("sizes of the arguments contradict each other")
