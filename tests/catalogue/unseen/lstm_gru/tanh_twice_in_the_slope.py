import numpy as np


def _dsigmoid(s):
    return s * (1 - s)


def _dtanh(a):
    return 1 - np.tanh(a) ** 2


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = (_real(a) for a in (dh, dc, x, h, c))
    i = _sigmoid(_pre_activation(x, h, input_gate))
    f = _sigmoid(_pre_activation(x, h, forget_gate))
    g = np.tanh(_pre_activation(x, h, candidate))
    o = _sigmoid(_pre_activation(x, h, output_gate))
    c_new = f * c + i * g
    dc_all = dc + dh * o * _dtanh(c_new)
    d_i = dc_all * g * _dsigmoid(i)
    d_f = dc_all * c * _dsigmoid(f)
    d_g = dc_all * i * _dtanh(g)
    d_o = dh * np.tanh(c_new) * _dsigmoid(o)

    def back(d, gate):
        return d @ _real(gate[0]).T, d @ _real(gate[1]).T, (x.T @ d, h.T @ d, d.sum(axis=0))

    parts = [back(d, gate) for d, gate in
             ((d_i, input_gate), (d_f, forget_gate), (d_g, candidate), (d_o, output_gate))]
    dx = parts[0][0] + parts[1][0] + parts[2][0] + parts[3][0]
    dh_old = parts[0][1] + parts[1][1] + parts[2][1] + parts[3][1]
    return dx, dh_old, dc_all * f, parts[0][2], parts[1][2], parts[2][2], parts[3][2]
