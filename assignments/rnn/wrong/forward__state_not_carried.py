"""Every step of yours starts from h0 again. A recurrent network hands the state of one step to the next; look
at which variable enters the step and which comes out.
"""

import numpy as np


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    states = [np.tanh(x[:, t] @ Wx + h0 @ Wh + b) for t in range(x.shape[1])]
    states = np.stack(states, axis=1)
    return states, states @ Wo
