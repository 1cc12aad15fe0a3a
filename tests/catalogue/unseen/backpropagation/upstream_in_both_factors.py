import numpy as np


def sigmoid_backward(dout, x):
    dout, x = np.asarray(dout), np.asarray(x)
    if dout.dtype.kind != "f":
        dout = dout.astype(np.float64)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    small = np.exp(-np.abs(x))
    s = np.where(x >= 0, 1 / (1 + small), small / (1 + small))
    out = dout * s
    return out - out * out
