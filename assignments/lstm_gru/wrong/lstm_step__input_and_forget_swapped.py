"""You let the input gate act on the old memory and the forget gate on the candidate. Forgetting is about what
was there before; look at which gate multiplies c.
"""

import numpy as np


def _squash(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    ai, af, ag, ao = (x @ Wx + h @ Wh + b for Wx, Wh, b in (input_gate, forget_gate, candidate, output_gate))
    c_new = _squash(ai) * c + _squash(af) * np.tanh(ag)
    return _squash(ao) * np.tanh(c_new), c_new
