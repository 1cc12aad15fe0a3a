"""Every step of yours starts from h0 again; only the memory is handed on. The gates of a step read the state
of the step before; look at what stands beside Wh.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def lstm_forward(x, h0, c0, Wx, Wh, b):
    h, c, states, memories = h0, c0, [], []
    for t in range(x.shape[1]):
        ai, af, ag, ao = np.split(x[:, t] @ Wx + h0 @ Wh + b, 4, axis=1)
        c = _squash(af) * c + _squash(ai) * np.tanh(ag)
        h = _squash(ao) * np.tanh(c)
        states.append(h)
        memories.append(c)
    return np.stack(states, axis=1), np.stack(memories, axis=1)
