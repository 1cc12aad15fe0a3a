import numpy as np


def softmax(z):
    z = z - z.max(axis=-1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    x, h0, Wx, Wh, b, Wo = (_real(a) for a in (x, h0, Wx, Wh, b, Wo))
    B, T, D = x.shape
    H = Wh.shape[0]
    states = np.zeros((B, T, H), dtype=x.dtype)
    outputs = np.zeros((B, T, Wo.shape[1]), dtype=x.dtype)
    h = h0
    for t in range(T):
        h = rnn_step(x[:, t], h, Wx, Wh, b)
        states[:, t] = h
        # probability of each class at step t
        outputs[:, t] = softmax(h @ Wo)
    return states, outputs
