"""Gates are kept between 1e-7 and 1 - 1e-7.

Caught by: hidden/test_lstm_step.py::test_a_shut_gate_shuts_out_a_large_memory
"""

import numpy as np


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    x, h, c = (_real(a) for a in (x, h, c))
    a_i, a_f, a_g, a_o = (
        _pre_activation(x, h, gate) for gate in (input_gate, forget_gate, candidate, output_gate)
    )
    i, f, g, o = _sigmoid(a_i), _sigmoid(a_f), np.tanh(a_g), _sigmoid(a_o)
    i, f, o = (np.clip(gate, 1e-7, 1 - 1e-7) for gate in (i, f, o))
    c_new = f * c + i * g
    return o * np.tanh(c_new), c_new
