import numpy as np


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    x = _real(x)
    h = _real(h)
    c = _real(c)
    i = _sigmoid(_pre_activation(x, h, input_gate))
    f = _sigmoid(_pre_activation(x, h, forget_gate))
    g = np.tanh(_pre_activation(x, h, candidate))
    o = _sigmoid(_pre_activation(x, h, output_gate))
    c = f * c + i * g
    h = o * c
    return h, c
