"""You multiplied the state by the transpose of Wh. It is square, so no error told you; look at which axis of
Wh belongs to the old units and which to the new ones.
"""

import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    return np.tanh(x @ Wx + h @ Wh.T + b)
