"""Pre-activations are clipped at 20.

Caught by: hidden/test_gru_step.py::test_gates_do_what_they_are_called
"""

import numpy as np


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = (_real(a) for a in (x, h, Wz, Wr, Wh))
    both = np.concatenate([h, x], axis=1)
    z, r = (_sigmoid(np.clip(both @ W, -20, 20)) for W in (Wz, Wr))
    candidate = np.tanh(np.concatenate([r * h, x], axis=1) @ Wh)
    return (1 - z) * h + z * candidate
