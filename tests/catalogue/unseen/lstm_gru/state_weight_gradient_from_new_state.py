import numpy as np


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = _real(dh), _real(dc), _real(x), _real(h), _real(c)
    # run the step
    i = _sigmoid(_pre_activation(x, h, input_gate))
    f = _sigmoid(_pre_activation(x, h, forget_gate))
    g = np.tanh(_pre_activation(x, h, candidate))
    o = _sigmoid(_pre_activation(x, h, output_gate))
    h_new, c_new = lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate)
    t = np.tanh(c_new)
    # and back
    dtotal = dc + dh * o * (1 - t**2)
    da = {
        0: dtotal * g * i * (1 - i),
        1: dtotal * c * f * (1 - f),
        2: dtotal * i * (1 - g**2),
        3: dh * t * o * (1 - o),
    }
    gates = [input_gate, forget_gate, candidate, output_gate]
    dx = np.zeros_like(x)
    dh_old = np.zeros_like(h)
    params = []
    for k in range(4):
        Wx, Wh = _real(gates[k][0]), _real(gates[k][1])
        dx += da[k] @ Wx.T
        dh_old += da[k] @ Wh.T
        dWx = x.T @ da[k]
        dWh = h_new.T @ da[k]
        db = np.sum(da[k], axis=0)
        params.append((dWx, dWh, db))
    return dx, dh_old, dtotal * f, params[0], params[1], params[2], params[3]
