import numpy as np


def num(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = num(dh), num(x), num(h0), num(Wx), num(Wh), num(b)
    chain = [h0]
    for step in np.swapaxes(x, 0, 1):
        chain.append(rnn_step(step, chain[-1], Wx, Wh, b))
    dx = np.empty_like(x)
    dWx, dWh = 0 * Wx, 0 * Wh
    carry = 0 * h0
    t = x.shape[1]
    while t > 0:
        now, old = chain[t], chain[t - 1]
        t -= 1
        grad = (carry + dh[:, t]) * (1 - np.square(now))
        db = grad.sum(axis=0)
        dWx += x[:, t].T @ grad
        dWh += old.T @ grad
        dx[:, t], carry = grad @ Wx.T, grad @ Wh.T
    return dx, carry, dWx, dWh, db


def birnn_forward(x, forward, backward):
    x = num(x)
    left_to_right, right_to_left = [], []
    h, h2 = num(forward[0]), num(backward[0])
    T = x.shape[1]
    for t in range(T):
        h = rnn_step(x[:, t], h, *forward[1:])
        left_to_right.append(h)
        h2 = rnn_step(x[:, T - 1 - t], h2, *backward[1:])
        right_to_left.insert(0, h2)
    from_left = np.stack(left_to_right, axis=1)
    from_right = np.stack(right_to_left, axis=1)
    return np.concatenate((from_right, from_left), axis=-1)
