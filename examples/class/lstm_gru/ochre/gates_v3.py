import numpy as np

sigmoid = np.vectorize(lambda a: 1 / (1 + np.exp(-a)) if a > 0 else np.exp(a) / (1 + np.exp(a)), otypes=[float])


def _gate(kind, x, h, weights):
    Wx, Wh, b = weights
    a = np.dot(x, Wx) + np.dot(h, Wh) + b
    return kind(a).astype(a.dtype if a.dtype.kind == "f" else float)


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    i = _gate(sigmoid, x, h, input_gate)
    f = _gate(sigmoid, x, h, forget_gate)
    g = _gate(np.tanh, x, h, candidate)
    o = _gate(sigmoid, x, h, output_gate)
    c_new = f * c + i * g
    h_new = o * np.tanh(c_new)
    return h_new, c_new


def lstm_forward(x, h0, c0, Wx, Wh, b):
    B, T, D = x.shape
    H = h0.shape[1]
    # half the memory
    x, Wx, Wh, b = (a.astype(np.float32) for a in (x, Wx, Wh, b))
    states = np.zeros((B, T, H), dtype=np.float32)
    memories = np.zeros((B, T, H), dtype=np.float32)
    h, c = h0.astype(np.float32), c0.astype(np.float32)
    blocks = [slice(k * H, (k + 1) * H) for k in range(4)]
    cell = [(Wx[:, s], Wh[:, s], b[s]) for s in blocks]
    for t in range(T):
        h, c = lstm_step(x[:, t], h, c, *cell)
        states[:, t] = h
        memories[:, t] = c
    return states, memories


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    i = _gate(sigmoid, x, h, input_gate)
    f = _gate(sigmoid, x, h, forget_gate)
    g = _gate(np.tanh, x, h, candidate)
    o = _gate(sigmoid, x, h, output_gate)
    c_new = f * c + i * g
    dc_new = dc + dh * o / np.cosh(np.clip(c_new, -300, 300)) ** 2
    local = [
        (input_gate, dc_new * g * (i - i**2)),
        (forget_gate, dc_new * c * (f - f**2)),
        (candidate, dc_new * i * (1 - g**2)),
        (output_gate, dh * np.tanh(c_new) * (o - o**2)),
    ]
    dx, dh_old, grads = 0, 0, []
    for (Wx, Wh, b), da in local:
        dx = dx + np.dot(da, Wx.T)
        dh_old = dh_old + np.dot(da, Wh.T)
        grads.append((np.dot(x.T, da), np.dot(h.T, da), np.sum(da, axis=0)))
    return dx, dh_old, dc_new * f, grads[0], grads[1], grads[2], grads[3]


def memory_path(f_gates):
    T = f_gates.shape[1]
    return np.stack([np.prod(1.0 * f_gates[:, t:], axis=1) for t in range(T)], axis=1)


def gru_step(x, h, Wz, Wr, Wh):
    xh = np.concatenate([x, h], axis=1)
    a = np.dot(xh, Wz)
    kind = a.dtype if a.dtype.kind == "f" else float
    z = sigmoid(a).astype(kind)
    r = sigmoid(np.dot(xh, Wr)).astype(kind)
    new = np.tanh(np.dot(np.concatenate([x, r * h], axis=1), Wh))
    return (1 - z) * h + z * new


def gru_forward(x, h0, Wz, Wr, Wh):
    h = h0
    out = []
    for t in range(x.shape[1]):
        h = gru_step(x[:, t], h, Wz, Wr, Wh)
        out.append(h)
    return np.stack(out, axis=1)
