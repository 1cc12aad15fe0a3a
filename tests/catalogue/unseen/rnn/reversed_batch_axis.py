import numpy as np


def birnn_forward(x, forward, backward):
    x = _real(x)
    h0f, Wxf, Whf, bf = forward
    h0b, Wxb, Whb, bb = backward
    right = _states(x, h0f, Wxf, Whf, bf)
    reverse = x[::-1]
    left = _states(reverse, h0b, Wxb, Whb, bb)
    left = left[::-1]
    return np.concatenate((right, left), axis=-1)
