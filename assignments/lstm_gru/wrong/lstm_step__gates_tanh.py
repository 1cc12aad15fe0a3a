"""Your gates go through tanh, so that they can be negative. A gate says how much passes, from 0 to 1; look at
the function in the formulas of i, f and o.
"""

import numpy as np


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    ai, af, ag, ao = (x @ Wx + h @ Wh + b for Wx, Wh, b in (input_gate, forget_gate, candidate, output_gate))
    c_new = np.tanh(af) * c + np.tanh(ai) * np.tanh(ag)
    return np.tanh(ao) * np.tanh(c_new), c_new
