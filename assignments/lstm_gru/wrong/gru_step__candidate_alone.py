"""You returned the candidate without the old state. The update gate blends the two; look at the last formula.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def gru_step(x, h, Wz, Wr, Wh):
    both = np.concatenate([h, x], axis=1)
    z, r = _squash(both @ Wz), _squash(both @ Wr)
    candidate = np.tanh(np.concatenate([r * h, x], axis=1) @ Wh)
    return 1.0 * candidate
