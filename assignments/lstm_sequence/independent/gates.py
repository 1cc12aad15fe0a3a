"""Four gates with weights of their own, and a sigmoid of two branches."""

import numpy as np


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    batch, steps, features = x.shape if x.ndim == 3 else (0, 0, 0)
    units = h0.shape[-1]
    wide = 4 * units
    shapes = [a.shape for a in (h0, c0, Wx, Wh, b)]
    if not batch or shapes != [(batch, units), (batch, units), (features, wide), (units, wide), (wide,)]:
        raise ValueError("the shapes do not fit each other")
    dtype = np.result_type(*(a.dtype for a in (x, h0, c0, Wx, Wh, b)), 1.0)
    sets = [
        (
            Wx[:, k : k + units].astype(dtype),
            Wh[:, k : k + units].astype(dtype),
            b[k : k + units].astype(dtype),
        )
        for k in (0, units, 2 * units, 3 * units)
    ]
    hidden, memory = h0.astype(dtype), c0.astype(dtype)
    states = []
    for inputs in x.transpose(1, 0, 2).astype(dtype):
        pre = [inputs.dot(u) + hidden.dot(w) + offset for u, w, offset in sets]
        take, keep, show = (squashed(pre[k]) for k in (0, 1, 3))
        memory = keep * memory + take * np.tanh(pre[2])
        hidden = show * np.tanh(memory)
        states.append(hidden)
    return np.stack(states).transpose(1, 0, 2)


def squashed(a):
    small = np.exp(-abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)
