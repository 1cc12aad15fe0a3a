import numpy as np


def relu_forward(x):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    zero = np.zeros_like(x)
    return np.logaddexp(zero, x)
