import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    """The formula of the lecture: every loss, back to every earlier step (costs T^2 steps)."""
    dh, x, h0, Wx, Wh, b = (_real(a) for a in (dh, x, h0, Wx, Wh, b))
    T = x.shape[1]
    h = [h0]
    for t in range(T):
        h.append(np.tanh(x[:, t] @ Wx + h[t] @ Wh + b))
    dx, dh0 = np.zeros_like(x), np.zeros_like(h0)
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)
    for t in range(1, T + 1):  # the loss that reads h_t
        g = dh[:, t - 1]
        for i in range(t, 0, -1):  # its direct effect at step i
            da = g * (1 - h[i] * h[i])
            dx[:, i - 1] += np.einsum("bh,dh->bd", da, Wx)
            dWx += np.einsum("bd,bh->dh", x[:, i - 1], da)
            dWh += np.einsum("bk,bh->kh", h[i - 1], da)
            db += np.einsum("bh->h", da)
            g = np.einsum("bh,kh->bk", da, Wh)
        dh0 += g
    return dx, dh0, dWx, dWh, db
