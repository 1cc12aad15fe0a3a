"""You took the third gate for the output gate and the fourth for the candidate. The order of the arguments is
input, forget, candidate, output; look at how you take them apart.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    ai, af, ag, ao = (x @ Wx + h @ Wh + b for Wx, Wh, b in (input_gate, forget_gate, candidate, output_gate))
    c_new = _squash(af) * c + _squash(ai) * np.tanh(ao)
    return _squash(ag) * np.tanh(c_new), c_new
