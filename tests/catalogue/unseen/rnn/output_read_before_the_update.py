import numpy as np


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    x, h, Wx, Wh, b, Wo = [_real(a) for a in (x, h0, Wx, Wh, b, Wo)]
    B, T, D = x.shape
    states, outputs = [], []
    for t in range(T):
        outputs.append(h @ Wo)
        h = np.tanh(x[:, t, :] @ Wx + h @ Wh + b)
        states.append(h)
    return np.stack(states, axis=1), np.stack(outputs, axis=1)
