import numpy as np


def fl(*arrays):
    return [a if a.dtype.kind == "f" else a.astype(np.float64) for a in map(np.asarray, arrays)]


def sg(a):
    e = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, e) / (1 + e)


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = fl(dh, dc, x, h, c)
    gates = [fl(*gate) for gate in (input_gate, forget_gate, candidate, output_gate)]
    pre = [x @ wx + h @ wh + b for wx, wh, b in gates]
    i, f, g, o = sg(pre[0]), sg(pre[1]), np.tanh(pre[2]), sg(pre[3])
    new_c = f * c + i * g
    total = dc + dh * o * (1 - new_c * new_c)
    by_pre = [
        total * g * i * (1 - i),
        total * c * f * (1 - f),
        total * i * (1 - g * g),
        dh * np.tanh(new_c) * o * (1 - o),
    ]
    dx = sum(d @ wx.T for d, (wx, _, _) in zip(by_pre, gates))
    dh_old = sum(d @ wh.T for d, (_, wh, _) in zip(by_pre, gates))
    grads = [(x.T @ d, h.T @ d, d.sum(axis=0)) for d in by_pre]
    return (dx, dh_old, total * f, *grads)
