import numpy as np


def relu_forward(x):
    x = _real(x)
    # no dead neurons
    return np.where(x > 0, x, 0.01 * x)
