import numpy as np


def lstm_forward(x, h0, c0, Wx, Wh, b):
    x = _real(x)
    h, c = _real(h0), _real(c0)
    units = h.shape[1]
    cell = [
        (_real(Wx)[:, k:k + units], _real(Wh)[:, k:k + units], _real(b)[k:k + units])
        for k in range(0, 4 * units, units)
    ]
    steps = []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, *cell)
        steps.append((h, c))
    return tuple(np.stack(series, axis=1) for series in zip(*steps))


def memory_path(f_gates):
    f = _real(f_gates)
    p = np.empty_like(f)
    running = np.ones_like(f[:, 0])
    for t in reversed(range(f.shape[1])):
        running = f[:, t] * running
        p[:, t] = running
    return p
