import numpy as np


def sigmoid_backward(dout, x):
    # quotient rule on 1 / (1 + exp(-x))
    t = np.exp(-_real(x))
    return _real(dout) * t / (1 + t) ** 2
