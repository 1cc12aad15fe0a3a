"""The products are formed in int8 or uint8 and wrap around, before the sum becomes floating.

Caught by: hidden/test_forward.py::test_dtypes_and_memory_layouts
"""

import numpy as np


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(_real(x[:, t] @ Wx + h @ Wh + b))
        states.append(h)
    states = np.stack(states, axis=1)
    return states, states @ Wo
