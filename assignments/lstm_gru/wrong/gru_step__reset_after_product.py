"""You applied the reset gate to the product of the old state with its weights. PyTorch does that, but here
each unit is reset before the others read it; look at what stands in the brackets of the candidate.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def gru_step(x, h, Wz, Wr, Wh):
    both = np.concatenate([h, x], axis=1)
    z, r = _squash(both @ Wz), _squash(both @ Wr)
    candidate = np.tanh(r * (h @ Wh[: h.shape[1]]) + x @ Wh[h.shape[1] :])
    return (1 - z) * h + z * candidate
