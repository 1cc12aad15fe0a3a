"""Both of your layers read from the first input to the last. The second one should know what comes later;
look at the order in which it gets the inputs.
"""

import numpy as np


def _read(x, h, Wx, Wh, b):
    states = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        states.append(h)
    return np.stack(states, axis=1)


def birnn_forward(x, forward, backward):
    return np.concatenate([_read(x, *forward), _read(x, *backward)], axis=2)
