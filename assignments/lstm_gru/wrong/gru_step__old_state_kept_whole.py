"""You added the gated candidate to the whole old state. The two shares sum to 1, or the state grows without
bound; look at what multiplies h.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def gru_step(x, h, Wz, Wr, Wh):
    both = np.concatenate([h, x], axis=1)
    z, r = _squash(both @ Wz), _squash(both @ Wr)
    candidate = np.tanh(np.concatenate([r * h, x], axis=1) @ Wh)
    return h + z * candidate
