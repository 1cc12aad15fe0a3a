import numpy as np


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = (_real(a) for a in (dh, dc, x, h, c))
    # forward once more
    i = _sigmoid(_pre_activation(x, h, input_gate))
    f = _sigmoid(_pre_activation(x, h, forget_gate))
    g = np.tanh(_pre_activation(x, h, candidate))
    o = _sigmoid(_pre_activation(x, h, output_gate))
    c_new = f * c + i * g

    # the memory is used by the next step and by h
    dc = dc + dh * o

    deltas = [
        dc * g * i * (1 - i),
        dc * c * f * (1 - f),
        dc * i * (1 - g * g),
        dh * np.tanh(c_new) * o * (1 - o),
    ]
    dx = np.zeros_like(x)
    dh_old = np.zeros_like(h)
    grads = []
    for delta, gate in zip(deltas, (input_gate, forget_gate, candidate, output_gate)):
        Wx, Wh, b = (_real(p) for p in gate)
        dx = dx + delta @ Wx.T
        dh_old = dh_old + delta @ Wh.T
        grads.append((x.T @ delta, h.T @ delta, delta.sum(axis=0)))
    return (dx, dh_old, dc * f, *grads)
