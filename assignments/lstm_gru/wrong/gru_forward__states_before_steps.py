"""You stored the state from before each step, so the list begins with h0 and the last state is missing. Index
t belongs to the state that has seen input t; look at when you append.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def _one(x, h, Wz, Wr, Wh):
    both = np.concatenate([h, x], axis=1)
    z, r = _squash(both @ Wz), _squash(both @ Wr)
    return (1 - z) * h + z * np.tanh(np.concatenate([r * h, x], axis=1) @ Wh)


def gru_forward(x, h0, Wz, Wr, Wh):
    h, states = h0, []
    for t in range(x.shape[1]):
        states.append(1.0 * h)
        h = _one(x[:, t], h, Wz, Wr, Wh)
    return np.stack(states, axis=1)
