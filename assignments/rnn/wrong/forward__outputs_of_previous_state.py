"""You read each output off the state before the step, so every output comes one step late. Output t belongs
to the state that has seen input t; look at which state you multiply with Wo.
"""

import numpy as np


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    h, states, outputs = h0, [], []
    for t in range(x.shape[1]):
        outputs.append(h @ Wo * 1.0)
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        states.append(h)
    return np.stack(states, axis=1), np.stack(outputs, axis=1)
