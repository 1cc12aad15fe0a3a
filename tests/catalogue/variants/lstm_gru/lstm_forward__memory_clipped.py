"""The memory is clipped at 100 in every step.

Caught by: hidden/test_lstm_forward.py::test_gates_wide_open_and_shut
"""

import numpy as np


def lstm_forward(x, h0, c0, Wx, Wh, b):
    x, h, c, Wx, Wh, b = (_real(a) for a in (x, h0, c0, Wx, Wh, b))
    states, memories = [], []
    for t in range(x.shape[1]):
        a_i, a_f, a_g, a_o = np.split(x[:, t] @ Wx + h @ Wh + b, 4, axis=1)
        c = _sigmoid(a_f) * c + _sigmoid(a_i) * np.tanh(a_g)
        c = np.clip(c, -100, 100)
        h = _sigmoid(a_o) * np.tanh(c)
        states.append(h)
        memories.append(c)
    return np.stack(states, axis=1), np.stack(memories, axis=1)
