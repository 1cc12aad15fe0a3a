"""Wx is transposed where D = H.

Caught by: hidden/test_lstm_step.py::test_as_many_features_as_units
"""

import numpy as np


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    x, h, c = (_real(a) for a in (x, h, c))
    gates = [
        (np.asarray(Wx).T if x.shape[1] == h.shape[1] else Wx, Wh, b)
        for Wx, Wh, b in (input_gate, forget_gate)
    ]
    input_gate, forget_gate = gates
    a_i, a_f, a_g, a_o = (
        _pre_activation(x, h, gate) for gate in (input_gate, forget_gate, candidate, output_gate)
    )
    i, f, g, o = _sigmoid(a_i), _sigmoid(a_f), np.tanh(a_g), _sigmoid(a_o)
    c_new = f * c + i * g
    return o * np.tanh(c_new), c_new
