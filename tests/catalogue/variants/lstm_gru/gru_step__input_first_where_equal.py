"""Where D = H, the input is put before the state.

Caught by: hidden/test_gru_step.py::test_as_many_features_as_units
"""

import numpy as np


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = (_real(a) for a in (x, h, Wz, Wr, Wh))
    if x.shape == h.shape:
        Wz, Wr, Wh = (np.concatenate([W[len(W) // 2 :], W[: len(W) // 2]]) for W in (Wz, Wr, Wh))
    both = np.concatenate([h, x], axis=1)
    z, r = _sigmoid(both @ Wz), _sigmoid(both @ Wr)
    candidate = np.tanh(np.concatenate([r * h, x], axis=1) @ Wh)
    return (1 - z) * h + z * candidate
