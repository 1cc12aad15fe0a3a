import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    x, h, Wx, Wh, b = (np.asarray(v) for v in (x, h, Wx, Wh, b))
    x, h, Wx, Wh, b = (v if v.dtype.kind == "f" else v.astype(float) for v in (x, h, Wx, Wh, b))
    z = np.dot(x, Wx) + np.dot(h, Wh) + b
    e = np.exp(-2 * np.abs(z))
    half = np.where(z >= 0, np.ones_like(z), e) / (1 + e)
    return 2.0 * half
