"""The state is set back to h0 after thirty steps.

Caught by: hidden/test_forward.py::test_long_sequences
"""

import numpy as np


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    x = _real(x)
    parts = [_states(x[:, t : t + 30], h0, Wx, Wh, b) for t in range(0, x.shape[1], 30)]
    states = np.concatenate(parts, axis=1)
    return states, states @ _real(Wo)
