import numpy as np


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    x, h, c = _real(x), _real(h), _real(c)

    def pre(gate):
        Wx, Wh, b = [_real(p) for p in gate]
        return x @ Wx + h @ Wh + b

    f = _sigmoid(pre(forget_gate))
    g = np.tanh(pre(candidate))
    o = _sigmoid(pre(output_gate))
    # what is forgotten makes room for the new
    c_new = f * c + (1 - f) * g
    h_new = o * np.tanh(c_new)
    return h_new, c_new
