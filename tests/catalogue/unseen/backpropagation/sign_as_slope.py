import numpy as np


def relu_backward(dout, x):
    dout, x = np.asarray(dout), np.asarray(x)
    dout = dout if np.issubdtype(dout.dtype, np.floating) else dout.astype(np.float64)
    x = x if np.issubdtype(x.dtype, np.floating) else x.astype(np.float64)
    slope = np.sign(x)
    return np.multiply(dout, slope)
