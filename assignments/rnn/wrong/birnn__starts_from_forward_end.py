"""You started the backward layer from the last state of the forward layer. The two directions share only the
inputs; look at which first state belongs to the backward layer.
"""

import numpy as np


def _read(x, h, Wx, Wh, b):
    states = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        states.append(h)
    return np.stack(states, axis=1)


def birnn_forward(x, forward, backward):
    ahead = _read(x, *forward)
    back = _read(x[:, ::-1], ahead[:, -1], *backward[1:])[:, ::-1]
    return np.concatenate([ahead, back], axis=2)
