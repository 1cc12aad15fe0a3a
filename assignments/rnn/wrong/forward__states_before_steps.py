"""You stored the state from before each step, so the list begins with h0 and the last state is missing. Index
t belongs to the state that has seen input t; look at when you append.
"""

import numpy as np


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    h, states = 1.0 * h0, []
    for t in range(x.shape[1]):
        states.append(h)
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
    states = np.stack(states, axis=1)
    return states, states @ Wo
