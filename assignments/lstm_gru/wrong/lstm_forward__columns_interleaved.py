"""You took every fourth column for a gate. The columns of a gate stand side by side, in blocks of H; look at
how you cut the wide product.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def lstm_forward(x, h0, c0, Wx, Wh, b):
    h, c, states, memories = h0, c0, [], []
    for t in range(x.shape[1]):
        ai, af, ag, ao = np.moveaxis((x[:, t] @ Wx + h @ Wh + b).reshape(len(x), -1, 4), 2, 0)
        c = _squash(af) * c + _squash(ai) * np.tanh(ag)
        h = _squash(ao) * np.tanh(c)
        states.append(h)
        memories.append(c)
    return np.stack(states, axis=1), np.stack(memories, axis=1)
