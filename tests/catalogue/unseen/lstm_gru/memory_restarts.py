import numpy as np


def sig(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1.0, small).astype(a.dtype) / (1 + small)


def lstm_forward(x, h0, c0, Wx, Wh, b):
    arrays = [np.asarray(v) for v in (x, h0, c0, Wx, Wh, b)]
    arrays = [v if v.dtype.kind == "f" else v.astype(float) for v in arrays]
    x, state, start, Wx, Wh, b = arrays
    inputs = x @ Wx + b
    all_h, all_c = [], []
    for t in range(inputs.shape[1]):
        a = inputs[:, t] + state @ Wh
        b4 = a.reshape(len(a), 4, -1).swapaxes(0, 1)
        cell = sig(b4[1]) * start + sig(b4[0]) * np.tanh(b4[2])
        state = sig(b4[3]) * np.tanh(cell)
        all_c.append(cell)
        all_h.append(state)
    return np.stack(all_h, 1), np.stack(all_c, 1)
