import numpy as np


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = [_real(a) for a in (dh, dc, x, h, c)]
    cell = [tuple(_real(p) for p in gate) for gate in (input_gate, forget_gate, candidate, output_gate)]
    a = [np.einsum("bd,dh->bh", x, Wx) + np.einsum("bg,gh->bh", h, Wh) + bias for Wx, Wh, bias in cell]
    i, f, o = _sigmoid(a[0]), _sigmoid(a[1]), _sigmoid(a[3])
    g = np.tanh(a[2])
    shown = np.tanh(f * c + i * g)
    dmemory = dh * o * (1 - shown) * (1 + shown) + dc
    slopes = (
        i * (1 - i) * g * dmemory,
        f * (1 - f) * c * dmemory,
        (1 - g) * (1 + g) * i * dmemory,
        o * (1 - o) * shown * dh,
    )
    dx = sum(np.einsum("bh,dh->bd", s, Wx) for s, (Wx, _, _) in zip(slopes, cell))
    dh_old = sum(np.einsum("bh,gh->bg", s, Wh) for s, (_, Wh, _) in zip(slopes, cell))
    params = [
        (np.einsum("bd,bh->dh", x, s), np.einsum("bg,bh->gh", h, s), np.einsum("bh->h", s)) for s in slopes
    ]
    return (dx, dh_old, f * dmemory, *params)


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = (_real(a) for a in (x, h, Wz, Wr, Wh))
    n = h.shape[1]
    z = _sigmoid(h @ Wz[:n] + x @ Wz[n:])
    r = _sigmoid(h @ Wr[:n] + x @ Wr[n:])
    new = np.tanh((r * h) @ Wh[:n] + x @ Wh[n:])
    return z * new + (1 - z) * h
