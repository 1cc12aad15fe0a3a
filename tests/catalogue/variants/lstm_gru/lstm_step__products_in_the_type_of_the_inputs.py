"""The products are formed in int8 or uint8 and wrap around, before the sum becomes floating.

Caught by: hidden/test_lstm_step.py::test_dtypes_and_memory_layouts
"""

import numpy as np


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    gates = (input_gate, forget_gate, candidate, output_gate)
    a_i, a_f, a_g, a_o = (_real(x @ Wx + h @ Wh + b) for Wx, Wh, b in gates)
    c_new = _sigmoid(a_f) * _real(c) + _sigmoid(a_i) * np.tanh(a_g)
    return _sigmoid(a_o) * np.tanh(c_new), c_new
