import numpy as np


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = _real(dh), _real(dc), _real(x), _real(h), _real(c)
    i = _sigmoid(_pre_activation(x, h, input_gate))
    f = _sigmoid(_pre_activation(x, h, forget_gate))
    g = np.tanh(_pre_activation(x, h, candidate))
    o = _sigmoid(_pre_activation(x, h, output_gate))
    new_c = f * c + i * g
    tc = np.tanh(new_c)

    do = dh * tc
    dnew_c = dc + dh * o * (1 - tc**2)
    di, df, dg = dnew_c * g, dnew_c * c, dnew_c * i

    pre = {
        "i": di * i * (1 - i),
        "f": df * f * (1 - f),
        "g": dg * (1 - g**2),
        "o": do * o * (1 - o),
    }
    dx, dh_old, out = 0, 0, []
    for name, (Wx, Wh, b) in zip("ifgo", (input_gate, forget_gate, candidate, output_gate)):
        da = pre[name]
        dx = dx + np.einsum("bh,dh->bd", da, _real(Wx))
        dh_old = dh_old + np.dot(da, _real(Wh))
        out.append((np.einsum("bd,bh->dh", x, da), np.einsum("bk,bh->kh", h, da), da.sum(axis=0)))
    return (dx, dh_old, dnew_c * f, *out)
