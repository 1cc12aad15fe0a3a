import numpy as np


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = _real(dh), _real(dc), _real(x), _real(h), _real(c)

    def pre(gate):
        return x @ _real(gate[0]) + h @ _real(gate[1]) + _real(gate[2])

    i = _sigmoid(pre(input_gate))
    f = _sigmoid(pre(forget_gate))
    g = np.tanh(pre(candidate))
    o = _sigmoid(pre(output_gate))
    c_next = f * c + i * g

    do = dh * np.tanh(c_next)
    dct = dc + dh * o * (1 - np.tanh(c) ** 2)
    di = dct * g * i * (1 - i)
    df = dct * c * f * (1 - f)
    dg = dct * i * (1 - g ** 2)
    do = do * o * (1 - o)

    dx = np.zeros_like(x)
    dh_old = np.zeros_like(h)
    grads = []
    for d, gate in zip((di, df, dg, do), (input_gate, forget_gate, candidate, output_gate)):
        dx = dx + d @ _real(gate[0]).T
        dh_old = dh_old + d @ _real(gate[1]).T
        grads.append((x.T @ d, h.T @ d, d.sum(axis=0)))
    return dx, dh_old, dct * f, *grads
