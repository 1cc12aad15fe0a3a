import numpy as np


def sigmoid_backward(dout, x):
    dout, s = _real(dout), _real(x)
    local = s * (1 - s)
    return dout * local
