"""The products are formed in int8 or uint8 and wrap around, before they become floating.

Caught by: hidden/test_gru_step.py::test_dtypes_and_memory_layouts
"""

import numpy as np


def gru_step(x, h, Wz, Wr, Wh):
    both = np.concatenate([h, x], axis=1)
    z, r = _sigmoid(_real(both @ Wz)), _sigmoid(_real(both @ Wr))
    candidate = np.tanh(np.concatenate([r * h, x], axis=1) @ Wh)
    return (1 - z) * h + z * candidate
