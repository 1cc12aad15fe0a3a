"""You started from a state of zeros instead of h0. The caller may hand over the memory of an earlier
sequence; look at what your loop starts with.
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
    h, states = 0.0 * h0, []
    for t in range(x.shape[1]):
        h = _one(x[:, t], h, Wz, Wr, Wh)
        states.append(h)
    return np.stack(states, axis=1)
