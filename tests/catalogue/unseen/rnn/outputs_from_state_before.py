import numpy as np


def as_float(a):
    a = np.asarray(a)
    return a.astype(np.float64) if a.dtype.kind in "iub" else a


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    x, Wo = as_float(x), as_float(Wo)
    state = as_float(h0)
    hist, outs = [], []
    for xt in x.swapaxes(0, 1):
        outs.append(state @ Wo)
        state = rnn_step(xt, state, Wx, Wh, b)
        hist.append(state)
    return np.stack(hist, 1), np.stack(outs, 1)
