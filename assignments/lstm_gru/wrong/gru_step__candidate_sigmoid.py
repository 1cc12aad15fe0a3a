"""You put the candidate through the sigmoid. A state may be negative, and only the gates are between 0 and 1;
look at which formula has a tanh.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def gru_step(x, h, Wz, Wr, Wh):
    both = np.concatenate([h, x], axis=1)
    z, r = _squash(both @ Wz), _squash(both @ Wr)
    candidate = _squash(np.concatenate([r * h, x], axis=1) @ Wh)
    return (1 - z) * h + z * candidate
