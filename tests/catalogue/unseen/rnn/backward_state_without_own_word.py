import numpy as np


def birnn_forward(x, forward, backward):
    x = _real(x)
    h0, Wx, Wh, b = (_real(a) for a in backward)
    T = x.shape[1]
    to_right = _states(x, *forward)
    # from the last word to the first
    to_left = [None] * T
    h = h0
    for t in range(T - 1, -1, -1):
        to_left[t] = h
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
    to_left = np.stack(to_left, axis=1)
    return np.concatenate([to_right, to_left], axis=2)
