import numpy as np


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    x, h, c = _real(x), _real(h), _real(c)
    Wxi, Whi, bi = map(_real, input_gate)
    Wxf, Whf, bf = map(_real, forget_gate)
    Wxg, Whg, bg = map(_real, candidate)
    Wxo, Who, bo = map(_real, output_gate)
    i = _sigmoid(x @ Wxi + h @ Whi + bi)
    f = _sigmoid(x @ Wxf + h @ Whf + bf)
    g = np.tanh(x @ Wxg + h @ Whg + bg)
    o = _sigmoid(x @ Wxo + h @ Who + bo)
    c_new = np.tanh(f * c + i * g)
    h_new = o * c_new
    return h_new, c_new
