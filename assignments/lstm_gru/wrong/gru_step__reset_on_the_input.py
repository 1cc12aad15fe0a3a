"""You reset the input as well as the state. The reset gate forgets, it does not look away; look at what it
multiplies in the candidate.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def gru_step(x, h, Wz, Wr, Wh):
    both = np.concatenate([h, x], axis=1)
    z, r = _squash(both @ Wz), _squash(both @ Wr)
    rows = h.shape[1]
    candidate = np.tanh((r * h) @ Wh[:rows] + r * (x @ Wh[rows:]))
    return (1 - z) * h + z * candidate
