import numpy as np


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = [np.asarray(a) if np.asarray(a).dtype.kind == "f" else np.asarray(a).astype(float) for a in (dh, dc, x, h, c)]
    gates = [[np.asarray(p).astype(x.dtype) for p in gate] for gate in (input_gate, forget_gate, candidate, output_gate)]

    def sigmoid(a):
        t = np.exp(-np.abs(a))
        return np.where(a >= 0, 1 / (1 + t), t / (1 + t))

    acts = [x @ p[0] + h @ p[1] + p[2] for p in gates]
    i, f, o = sigmoid(acts[0]), sigmoid(acts[1]), sigmoid(acts[3])
    g = np.tanh(acts[2])
    m = np.tanh(f * c + i * g)
    dm = dc + (1 - m) * (1 + m) * o * dh
    deltas = (dm * g * i * (1 - i), dm * c * f * (1 - f), dm * i * (1 - g) * (1 + g), dh * m * o * (1 - o))

    def grads(delta):
        return (np.einsum("bd,bh->dh", x, delta), np.einsum("bk,bh->kh", h, delta), delta)

    dx = deltas[0] @ gates[0][0].T
    dh_old = deltas[0] @ gates[0][1].T
    for delta, gate in zip(deltas[1:], gates[1:]):
        dx = dx + delta @ gate[0].T
        dh_old = dh_old + delta @ gate[1].T
    return (dx, dh_old, dm * f) + tuple(grads(delta) for delta in deltas)
