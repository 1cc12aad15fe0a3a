"""The products are formed in int8 or uint8 and wrap around, before the sum becomes floating.

Caught by: hidden/test_birnn.py::test_dtypes_and_memory_layouts
"""

import numpy as np


def _run(x, h, Wx, Wh, b):
    states = []
    for t in range(x.shape[1]):
        h = np.tanh(_real(x[:, t] @ Wx + h @ Wh + b))
        states.append(h)
    return np.stack(states, axis=1)


def birnn_forward(x, forward, backward):
    return np.concatenate([_run(x, *forward), _run(x[:, ::-1], *backward)[:, ::-1]], axis=2)
