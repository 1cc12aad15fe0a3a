"""The sigmoid divides e^a by 1 + e^a for a up to 500, which are both infinite in float32.

Caught by: hidden/test_lstm_backward.py::test_gates_wide_open_and_shut
"""

import numpy as np


def _squash(a):
    e = np.exp(np.clip(a, -500, 500))
    return e / (1 + e)


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = (_real(a) for a in (dh, dc, x, h, c))
    gates = [[_real(part) for part in gate] for gate in (input_gate, forget_gate, candidate, output_gate)]
    a_i, a_f, a_g, a_o = (x @ Wx + h @ Wh + b for Wx, Wh, b in gates)
    i, f, g, o = _squash(a_i), _squash(a_f), np.tanh(a_g), _squash(a_o)
    shown = np.tanh(f * c + i * g)
    total = dc + dh * o * (1 - shown**2)
    slopes = (
        total * g * i * (1 - i),
        total * c * f * (1 - f),
        total * i * (1 - g**2),
        dh * shown * o * (1 - o),
    )
    dx = sum(da @ Wx.T for da, (Wx, _, _) in zip(slopes, gates))
    dh_old = sum(da @ Wh.T for da, (_, Wh, _) in zip(slopes, gates))
    return dx, dh_old, total * f, *((x.T @ da, h.T @ da, da.sum(axis=0)) for da in slopes)
