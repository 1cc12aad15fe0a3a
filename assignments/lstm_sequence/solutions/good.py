"""All inputs in one product, all gates in one tanh, and the rest in place.

earns: 7 points
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
    factor = np.repeat(np.array([0.5, 0.5, 1.0, 0.5], kind), units)
    offset = 1 - factor
    rows = np.asarray(x, kind).reshape(batch * steps, features)
    every = ((rows @ Wx.astype(kind, copy=False) + b) * factor).reshape(batch, steps, wide)
    Wh = Wh * factor
    out = np.empty((batch, steps, units), kind)
    h, c = h0.astype(kind), c0.astype(kind)
    for t in range(steps):
        a = every[:, t]
        a += h @ Wh
        np.tanh(a, out=a)
        a *= factor
        a += offset
        c *= a[:, units : 2 * units]
        c += a[:, :units] * a[:, 2 * units : 3 * units]
        h = np.tanh(c)
        h *= a[:, 3 * units :]
        out[:, t] = h
    return out
