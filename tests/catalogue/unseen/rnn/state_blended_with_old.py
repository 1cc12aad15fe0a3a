import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    def f(v):
        v = np.asarray(v)
        return v if np.issubdtype(v.dtype, np.floating) else v.astype(np.float64)

    x, h = f(x), f(h)
    joined = np.hstack([x, h])
    weights = np.vstack([f(Wx), f(Wh)])
    new = np.tanh(joined @ weights + f(b))
    new += h
    return new
