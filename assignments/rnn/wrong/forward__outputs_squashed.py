"""You applied tanh to the outputs as well. An output is linear in the state and may have any size; look at
the second formula of the task.
"""

import numpy as np


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        states.append(h)
    states = np.stack(states, axis=1)
    return states, np.tanh(states @ Wo)
