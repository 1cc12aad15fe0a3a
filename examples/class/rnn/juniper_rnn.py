"""RNN homework. The network is defined by recursion, so I wrote it as a recursion."""

import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    a = x @ Wx
    a = a + h @ Wh
    a = a + b
    return np.tanh(a)


def state(t, x, h0, Wx, Wh, b):
    """h_t; h_0 is given"""
    if t == 0:
        return h0
    if not np.isfinite(state(t - 1, x, h0, Wx, Wh, b)).all():
        raise ValueError(f"state {t - 1} is not finite")
    return rnn_step(x[:, t - 1], state(t - 1, x, h0, Wx, Wh, b), Wx, Wh, b)


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    states = np.stack([state(t, x, h0, Wx, Wh, b) for t in range(1, x.shape[1] + 1)], axis=1)
    if Wo.dtype.kind != "f":
        Wo = Wo.astype(states.dtype)
    return states, states @ Wo


def rnn_backward(dh, x, h0, Wx, Wh, b):
    B, T, H = dh.shape
    hs = [h0]
    for t in range(T):
        hs.append(rnn_step(x[:, t], hs[-1], Wx, Wh, b))
    kind = hs[-1].dtype
    dx = np.zeros(x.shape, kind)
    dWx = np.zeros(Wx.shape, kind)
    dWh = np.zeros(Wh.shape, kind)
    db = np.zeros(b.shape, kind)
    from_the_right = np.zeros((B, H), kind)
    for t in range(T - 1, -1, -1):
        total = dh[:, t] + from_the_right
        da = total * (1 - hs[t + 1] ** 2)
        for n in range(B):
            dWx += np.outer(x[n, t], da[n])
            dWh += np.outer(hs[t][n], da[n])
            db += da[n]
        dx[:, t] = np.dot(da, Wx.T)
        from_the_right = np.dot(da, Wh.T)
    return dx, from_the_right, dWx, dWh, db


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    B, T = x.shape[:2]
    hs = []
    h = h0
    for t in range(T):
        h = rnn_step(x[:, t], h, Wx, Wh, b)
        hs.append(h)
    norms = np.ones((B, T), h.dtype)
    for n in range(B):
        jacobian = np.identity(h.shape[1], h.dtype)
        for t in reversed(range(T - 1)):
            jacobian = jacobian @ ((1 - hs[t + 1][n] ** 2).reshape(-1, 1) * Wh.T)
            norms[n, t] = np.linalg.norm(jacobian, ord=2)
    return norms


def birnn_forward(x, forward, backward):
    h0, Wx, Wh, b = forward
    ahead = []
    h = h0
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, Wx, Wh, b)
        ahead.append(h)
    h0, Wx, Wh, b = backward
    behind = []
    h = h0
    for t in reversed(range(x.shape[1])):
        h = rnn_step(x[:, t], h, Wx, Wh, b)
        behind.insert(0, h)
    return np.stack([np.concatenate([f, g], axis=1) for f, g in zip(ahead, behinds)], axis=1)


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    if mode not in {"many_to_many", "many_to_one", "one_to_many"}:
        raise ValueError(mode)
    if mode == "one_to_many" and (x.shape[1] != 1 or steps is None or steps < 1):
        raise ValueError("one_to_many needs one input and steps >= 1")
    n = steps if mode == "one_to_many" else x.shape[1]
    h, outputs = h0, []
    for t in range(n):
        now = x[:, t] if t < x.shape[1] else np.zeros_like(x[:, 0])
        h = rnn_step(now, h, Wx, Wh, b)
        outputs.append(h @ Wo.astype(h.dtype))
    if mode == "many_to_one":
        return outputs[-1]
    return np.stack(outputs, axis=1)
