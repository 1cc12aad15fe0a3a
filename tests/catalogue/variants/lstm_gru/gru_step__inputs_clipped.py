"""Inputs are clipped at 10.

Caught by: hidden/test_gru_step.py::test_large_inputs_with_small_weights
"""

import numpy as np


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = (_real(a) for a in (x, h, Wz, Wr, Wh))
    x = np.clip(x, -10, 10)
    both = np.concatenate([h, x], axis=1)
    z, r = _sigmoid(both @ Wz), _sigmoid(both @ Wr)
    candidate = np.tanh(np.concatenate([r * h, x], axis=1) @ Wh)
    return (1 - z) * h + z * candidate
