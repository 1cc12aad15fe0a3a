import numpy as np


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    def d(a):
        a = np.asarray(a)
        return a.astype(np.float64) if a.dtype.kind != "f" else a

    x, h, c = d(x), d(h), d(c)

    def affine(part):
        wx, wh, b = part
        return x.dot(d(wx)) + h.dot(d(wh)) + d(b)

    def sig(a):
        e = np.exp(-np.abs(a))
        return np.where(a > 0, 1 / (1 + e), e / (1 + e))

    f, o = sig(affine(forget_gate)), sig(affine(output_gate))
    new = np.tanh(affine(candidate))
    new_c = new + f * (c - new)
    return o * np.tanh(new_c), new_c
