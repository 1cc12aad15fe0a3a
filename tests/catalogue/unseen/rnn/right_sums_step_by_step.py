import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    """One sequence after the other, everything as vectors."""
    dh, x, h0, Wx, Wh, b = (_real(a) for a in (dh, x, h0, Wx, Wh, b))
    dtype = np.result_type(x, h0, Wx, Wh, b)
    dh, x, h0, Wx, Wh, b = (a.astype(dtype) for a in (dh, x, h0, Wx, Wh, b))
    B, T, _ = x.shape
    dx, dh0 = np.zeros_like(x), np.zeros_like(h0)
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)
    for n in range(B):
        h = [h0[n]]
        for t in range(T):
            h.append(np.tanh(x[n, t] @ Wx + h[t] @ Wh + b))
        back = np.zeros_like(h0[n])
        for t in range(T, 0, -1):
            delta = (1 - h[t]) * (1 + h[t]) * (dh[n, t - 1] + back)
            dx[n, t - 1] = Wx @ delta
            dWx += np.outer(x[n, t - 1], delta)
            dWh += np.outer(h[t - 1], delta)
            db += delta
            back = Wh @ delta
        dh0[n] = back
    return dx, dh0, dWx, dWh, db
