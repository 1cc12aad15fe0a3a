"""You multiplied the state by the transposes of its weights. They are square, so no error told you; look at
which axis of Wh belongs to the old units and which to the new ones.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    ai, af, ag, ao = (x @ Wx + h @ Wh.T + b for Wx, Wh, b in (input_gate, forget_gate, candidate, output_gate))
    c_new = _squash(af) * c + _squash(ai) * np.tanh(ag)
    return _squash(ao) * np.tanh(c_new), c_new
