import numpy as np


def real(a):
    return np.asarray(a) if np.asarray(a).dtype.kind == "f" else np.asarray(a, np.float64)


def logistic(a):
    out = np.empty_like(a)
    pos = a >= 0
    out[pos] = 1 / (1 + np.exp(-a[pos]))
    ex = np.exp(a[~pos])
    out[~pos] = ex / (1 + ex)
    return out


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    x, h, c = real(x), real(h), real(c)
    before = np.concatenate([x, c], axis=1)

    def pre(gate):
        Wx, Wh, b = map(real, gate)
        return before @ np.concatenate([Wx, Wh], axis=0) + b

    keep, write, show = logistic(pre(forget_gate)), logistic(pre(input_gate)), logistic(pre(output_gate))
    c_next = keep * c + write * np.tanh(pre(candidate))
    return show * np.tanh(c_next), c_next
