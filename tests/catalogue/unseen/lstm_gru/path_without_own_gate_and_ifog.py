import numpy as np


def memory_path(f_gates):
    f = _real(f_gates)
    p = np.ones_like(f)
    for t in range(f.shape[1] - 2, -1, -1):
        p[:, t] = p[:, t + 1] * f[:, t + 1]
    return p


def lstm_forward(x, h0, c0, Wx, Wh, b):
    x, h, c, Wx, Wh, b = (_real(a) for a in (x, h0, c0, Wx, Wh, b))
    H = h.shape[1]
    blocks = [slice(k * H, (k + 1) * H) for k in range(4)]
    gates = [(Wx[:, s], Wh[:, s], b[s]) for s in blocks]
    states, memories = [], []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, gates[0], gates[1], gates[3], gates[2])
        states.append(h)
        memories.append(c)
    return np.stack(states, axis=1), np.stack(memories, axis=1)
