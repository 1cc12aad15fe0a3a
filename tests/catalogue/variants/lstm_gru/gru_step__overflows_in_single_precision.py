"""The sigmoid divides e^a by 1 + e^a for a up to 500, which are both infinite in float32.

Caught by: hidden/test_gru_step.py::test_gates_wide_open_and_shut
"""

import numpy as np


def _squash(a):
    e = np.exp(np.clip(a, -500, 500))
    return e / (1 + e)


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = (_real(a) for a in (x, h, Wz, Wr, Wh))
    both = np.concatenate([h, x], axis=1)
    z, r = _squash(both @ Wz), _squash(both @ Wr)
    candidate = np.tanh(np.concatenate([r * h, x], axis=1) @ Wh)
    return (1 - z) * h + z * candidate
