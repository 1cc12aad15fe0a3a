"""You left the backward states in the order in which they were computed, so the last input's state stands
first. Each place needs the state of its own input; look at the order before you join the halves.
"""

import numpy as np


def _read(x, h, Wx, Wh, b):
    states = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        states.append(h)
    return np.stack(states, axis=1)


def birnn_forward(x, forward, backward):
    return np.concatenate([_read(x, *forward), _read(x[:, ::-1], *backward)], axis=2)
