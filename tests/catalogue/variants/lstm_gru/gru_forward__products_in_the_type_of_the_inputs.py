"""The products are formed in int8 or uint8 and wrap around, before they become floating.

Caught by: hidden/test_gru_forward.py::test_dtypes_and_memory_layouts
"""

import numpy as np


def gru_forward(x, h0, Wz, Wr, Wh):
    h, states = h0, []
    for t in range(x.shape[1]):
        both = np.concatenate([h, x[:, t]], axis=1)
        z, r = _sigmoid(_real(both @ Wz)), _sigmoid(_real(both @ Wr))
        h = (1 - z) * h + z * np.tanh(np.concatenate([r * h, x[:, t]], axis=1) @ Wh)
        states.append(h)
    return np.stack(states, axis=1)
