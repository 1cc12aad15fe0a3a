"""The state is set back to h0 after thirty steps.

Caught by: hidden/test_gru_forward.py::test_long_sequences
"""

import numpy as np


def gru_forward(x, h0, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = (_real(a) for a in (x, h0, Wz, Wr, Wh))
    states = []
    for t in range(x.shape[1]):
        h = _real(h0) if t == 30 else h
        h = _gru_state(x[:, t], h, Wz, Wr, Wh)
        states.append(h)
    return np.stack(states, axis=1)
