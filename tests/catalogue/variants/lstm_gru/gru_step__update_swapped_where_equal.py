"""Where there are as many samples as units, z is the share of the old state.

Caught by: hidden/test_gru_step.py::test_as_many_features_as_units
"""

import numpy as np


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = (_real(a) for a in (x, h, Wz, Wr, Wh))
    both = np.concatenate([h, x], axis=1)
    z, r = _sigmoid(both @ Wz), _sigmoid(both @ Wr)
    z = 1 - z if h.shape[0] == h.shape[1] else z
    candidate = np.tanh(np.concatenate([r * h, x], axis=1) @ Wh)
    return (1 - z) * h + z * candidate
