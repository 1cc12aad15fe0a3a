"""You multiplied the output gate with the memory itself. The memory may be large, while a state stays between
-1 and 1; look at what the formula of the new state does to c first.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    ai, af, ag, ao = (x @ Wx + h @ Wh + b for Wx, Wh, b in (input_gate, forget_gate, candidate, output_gate))
    c_new = _squash(af) * c + _squash(ai) * np.tanh(ag)
    return _squash(ao) * c_new, c_new
