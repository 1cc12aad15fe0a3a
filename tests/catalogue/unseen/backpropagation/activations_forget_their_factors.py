import numpy as np


def relu_backward(dout, x):
    dout, x = _real(dout), _real(x)
    return np.where(dout > 0, dout, np.zeros_like(x))


def sigmoid_backward(dout, x):
    x = _real(x)
    e = np.exp(-abs(x))
    return e / np.square(1 + e)
