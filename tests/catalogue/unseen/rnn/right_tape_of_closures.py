import numpy as np


def floats(*arrays):
    return [a if a.dtype.kind == "f" else a.astype(np.float64) for a in map(np.asarray, arrays)]


def rnn_step(x, h, Wx, Wh, b):
    x, h, Wx, Wh, b = floats(x, h, Wx, Wh, b)
    one = np.ones((len(x), 1), x.dtype)
    return np.tanh(np.hstack([x, h, one]) @ np.vstack([Wx, Wh, b[None]]))


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = floats(dh, x, h0, Wx, Wh, b)
    D, H = Wx.shape
    theta = np.vstack([Wx, Wh, b[None]])
    dtheta = np.zeros_like(theta)
    dx = np.zeros_like(x)
    tape = []

    def record(t, row, after):
        def undo(g):
            g = (g + dh[:, t]) * (1 - after) * (1 + after)
            dtheta.__iadd__(row.T @ g)
            drow = g @ theta.T
            dx[:, t] = drow[:, :D]
            return drow[:, D : D + H]

        tape.append(undo)

    state = h0
    for t in range(x.shape[1]):
        row = np.hstack([x[:, t], state, np.ones((len(x), 1), x.dtype)])
        state = np.tanh(row @ theta)
        record(t, row, state)
    g = np.zeros_like(h0)
    while tape:
        g = tape.pop()(g)
    return dx, g, dtheta[:D], dtheta[D : D + H], dtheta[-1]


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    x, h, Wx, Wh, b = floats(x, h0, Wx, Wh, b)
    jacobians = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        jacobians.append(np.einsum("bi,ki->bik", 1 - h * h, Wh))
    norms = [np.ones(len(x), x.dtype)]
    total = None
    for J in jacobians[:0:-1]:
        total = J if total is None else np.einsum("bij,bjk->bik", total, J)
        norms.insert(0, np.linalg.svd(total, compute_uv=False).max(axis=-1))
    return np.stack(norms, axis=1)
