import numpy as np


def sigma(a):
    e = np.exp(a)
    return e / (1 + e)


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    x, h, c = _real(x), _real(h), _real(c)

    def pre(gate):
        wx, wh, bias = gate
        return np.dot(x, _real(wx)) + np.dot(h, _real(wh)) + _real(bias)

    i, f, o = sigma(pre(input_gate)), sigma(pre(forget_gate)), sigma(pre(output_gate))
    g = np.tanh(pre(candidate))
    c = f * c + i * g
    return o * np.tanh(c), c
