"""Your candidate reads the whole old state. The reset gate decides how much of it counts; look at what you
have computed and not used.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def gru_step(x, h, Wz, Wr, Wh):
    both = np.concatenate([h, x], axis=1)
    z, r = _squash(both @ Wz), _squash(both @ Wr)
    candidate = np.tanh(both @ Wh)
    return (1 - z) * h + z * candidate
