import numpy as np


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = (_real(v) for v in (dh, dc, x, h, c))
    gates = [tuple(_real(p) for p in gate) for gate in (input_gate, forget_gate, candidate, output_gate)]
    a = [x @ Wx + h @ Wh + b for Wx, Wh, b in gates]
    i, f, g, o = _sigmoid(a[0]), _sigmoid(a[1]), np.tanh(a[2]), _sigmoid(a[3])
    tanh_c = np.tanh(f * c + i * g)

    d_memory = dc + dh * o * (1 - tanh_c * tanh_c)
    delta = [
        d_memory * g * i * (1 - i),
        d_memory * c * f * (1 - f),
        d_memory * i * (1 - g * g),
        dh * tanh_c * o * (1 - o),
    ]
    dc_old = dc * f
    dx = sum(d @ gate[0].T for d, gate in zip(delta, gates))
    dh_old = sum(d @ gate[1].T for d, gate in zip(delta, gates))
    return (dx, dh_old, dc_old) + tuple((x.T @ d, h.T @ d, d.sum(axis=0)) for d in delta)
