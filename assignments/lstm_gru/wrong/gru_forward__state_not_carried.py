"""Every step of yours starts from h0 again. The state of one step is the memory of the next; look at which
variable enters the step and which comes out.
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
        h = _one(x[:, t], h0, Wz, Wr, Wh)
        states.append(h)
    return np.stack(states, axis=1)
