"""You started from zeros instead of h0 and c0. The caller may hand over the memory of an earlier sequence;
look at what your loop starts with.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def lstm_forward(x, h0, c0, Wx, Wh, b):
    h, c, states, memories = 0.0 * h0, 0.0 * c0, [], []
    for t in range(x.shape[1]):
        ai, af, ag, ao = np.split(x[:, t] @ Wx + h @ Wh + b, 4, axis=1)
        c = _squash(af) * c + _squash(ai) * np.tanh(ag)
        h = _squash(ao) * np.tanh(c)
        states.append(h)
        memories.append(c)
    return np.stack(states, axis=1), np.stack(memories, axis=1)
