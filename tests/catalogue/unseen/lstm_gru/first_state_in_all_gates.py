import numpy as np


def lstm_forward(x, h0, c0, Wx, Wh, b):
    x, h0, c = _real(x), _real(h0), _real(c0)
    Wx, Wh, b = _real(Wx), _real(Wh), _real(b)
    # all pre-activations of all steps in one go, outside the loop
    A = x @ Wx + (h0 @ Wh)[:, None, :] + b        # (B, T, 4H)
    ai, af, ag, ao = np.split(A, 4, axis=2)
    i, f, g, o = _sigmoid(ai), _sigmoid(af), np.tanh(ag), _sigmoid(ao)
    memories = []
    for t in range(x.shape[1]):
        c = f[:, t] * c + i[:, t] * g[:, t]
        memories.append(c)
    memories = np.stack(memories, axis=1)
    return o * np.tanh(memories), memories
