import numpy as np


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    x, h, c = _real(x), _real(h), _real(c)

    def linear(gate):
        Wx, Wh, b = gate
        return x @ _real(Wx) + h @ _real(Wh) + _real(b)

    i, f, o = (_sigmoid(linear(gate)) for gate in (input_gate, forget_gate, output_gate))
    g = np.tanh(linear(candidate))
    h_new = o * np.tanh(c)
    c_new = f * c + i * g
    return h_new, c_new


def lstm_forward(x, h0, c0, Wx, Wh, b):
    x, h, c = _real(x), _real(h0), _real(c0)
    Wx, Wh, b = _real(Wx), _real(Wh), _real(b)
    H = h.shape[1]
    hs, cs = [], []
    for t in range(x.shape[1]):
        a = x[:, t] @ Wx + h @ Wh + b
        gates = _sigmoid(a[:, : 3 * H])
        i, f, o = gates[:, :H], gates[:, H : 2 * H], gates[:, 2 * H :]
        g = np.tanh(a[:, 3 * H :])
        c = f * c + i * g
        h = o * np.tanh(c)
        hs.append(h)
        cs.append(c)
    return np.stack(hs, axis=1), np.stack(cs, axis=1)
