"""Wh is not transposed where D = H.

Caught by: hidden/test_lstm_backward.py::test_all_sizes_equal
"""

import numpy as np


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = (_real(a) for a in (dh, dc, x, h, c))
    gates = [[_real(part) for part in gate] for gate in (input_gate, forget_gate, candidate, output_gate)]
    a_i, a_f, a_g, a_o = (x @ Wx + h @ Wh + b for Wx, Wh, b in gates)
    i, f, g, o = _sigmoid(a_i), _sigmoid(a_f), np.tanh(a_g), _sigmoid(a_o)
    shown = np.tanh(f * c + i * g)
    total = dc + dh * o * (1 - shown**2)
    slopes = (
        total * g * i * (1 - i),
        total * c * f * (1 - f),
        total * i * (1 - g**2),
        dh * shown * o * (1 - o),
    )
    dx = sum(da @ Wx.T for da, (Wx, _, _) in zip(slopes, gates))
    dh_old = sum(da @ (Wh if x.shape[1] == h.shape[1] else Wh.T) for da, (_, Wh, _) in zip(slopes, gates))
    return dx, dh_old, total * f, *((x.T @ da, h.T @ da, da.sum(axis=0)) for da in slopes)
