"""The sigmoid divides e^a by 1 + e^a for a up to 500, which are both infinite in float32.

Caught by: hidden/test_lstm_step.py::test_gates_wide_open_and_shut
"""

import numpy as np


def _squash(a):
    e = np.exp(np.clip(a, -500, 500))
    return e / (1 + e)


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    x, h, c = (_real(a) for a in (x, h, c))
    a_i, a_f, a_g, a_o = (
        _pre_activation(x, h, gate) for gate in (input_gate, forget_gate, candidate, output_gate)
    )
    i, f, g, o = _squash(a_i), _squash(a_f), np.tanh(a_g), _squash(a_o)
    c_new = f * c + i * g
    return o * np.tanh(c_new), c_new
