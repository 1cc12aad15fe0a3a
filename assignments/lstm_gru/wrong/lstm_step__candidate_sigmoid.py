"""You put the candidate through the sigmoid. It could then only ever add to the memory, never take away; look
at which of the four formulas has a tanh.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    ai, af, ag, ao = (x @ Wx + h @ Wh + b for Wx, Wh, b in (input_gate, forget_gate, candidate, output_gate))
    c_new = _squash(af) * c + _squash(ai) * _squash(ag)
    return _squash(ao) * np.tanh(c_new), c_new
