import numpy as np


def sigmoid_backward(dout, x):
    dout, x = _real(dout), _real(x)
    s = 0.5 * (1 + np.tanh(x / 2))
    return dout * (1 - s ** 2)
