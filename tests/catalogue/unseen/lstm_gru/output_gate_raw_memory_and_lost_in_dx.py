import numpy as np


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = _real(dh), _real(dc), _real(x), _real(h), _real(c)
    Wxi, Whi, bi = (_real(w) for w in input_gate)
    Wxf, Whf, bf = (_real(w) for w in forget_gate)
    Wxg, Whg, bg = (_real(w) for w in candidate)
    Wxo, Who, bo = (_real(w) for w in output_gate)
    i = _sigmoid(x @ Wxi + h @ Whi + bi)
    f = _sigmoid(x @ Wxf + h @ Whf + bf)
    g = np.tanh(x @ Wxg + h @ Whg + bg)
    o = _sigmoid(x @ Wxo + h @ Who + bo)
    c_new = f * c + i * g

    dc_new = dc + dh * o * (1 - np.tanh(c_new) ** 2)
    ai = dc_new * g * i * (1 - i)
    af = dc_new * c * f * (1 - f)
    ag = dc_new * i * (1 - g**2)
    ao = dh * c_new * o * (1 - o)

    dx = ai @ Wxi.T + af @ Wxf.T + ag @ Wxg.T
    dh_old = ai @ Whi.T + af @ Whf.T + ag @ Whg.T + ao @ Who.T

    def params(a):
        return x.T @ a, h.T @ a, a.sum(axis=0)

    return dx, dh_old, dc_new * f, params(ai), params(af), params(ag), params(ao)
