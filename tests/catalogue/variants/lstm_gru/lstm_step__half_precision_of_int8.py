"""Integers are multiplied in their own type; 8 bits wrap around and then give float16.

From the audit.
Caught by: hidden/test_lstm_step.py::test_dtypes_and_memory_layouts
"""

import numpy as np


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    a_i, a_f, a_g, a_o = (
        x @ Wx + h @ Wh + b for Wx, Wh, b in (input_gate, forget_gate, candidate, output_gate)
    )
    c_new = _sigmoid(a_f) * c + _sigmoid(a_i) * np.tanh(a_g)
    return _sigmoid(a_o) * np.tanh(c_new), c_new
