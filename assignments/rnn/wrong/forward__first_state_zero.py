"""You started from a state of zeros instead of h0. The caller may hand over the memory of an earlier
sequence; look at what your loop starts with.
"""

import numpy as np


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    h, states = 0.0 * h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        states.append(h)
    states = np.stack(states, axis=1)
    return states, states @ Wo
