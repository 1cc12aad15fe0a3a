import numpy as np


def sigmoid_backward(dout, x):
    up = np.asarray(dout)
    x = np.asarray(x)
    up = up.astype(np.float64) if up.dtype.kind != "f" else up
    x = x.astype(np.float64) if x.dtype.kind != "f" else x
    # sigma(x) = (1 + tanh(x / 2)) / 2 never overflows
    s = 0.5 * (1 + np.tanh(0.5 * x))
    local = 1 - np.square(s)
    return up * local
