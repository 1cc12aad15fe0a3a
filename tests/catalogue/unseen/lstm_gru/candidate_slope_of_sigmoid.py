import numpy as np


def dsigmoid(y):
    return y * (1 - y)


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = (_real(v) for v in (dh, dc, x, h, c))
    i = _sigmoid(_pre_activation(x, h, input_gate))
    f = _sigmoid(_pre_activation(x, h, forget_gate))
    g = np.tanh(_pre_activation(x, h, candidate))
    o = _sigmoid(_pre_activation(x, h, output_gate))
    t = np.tanh(f * c + i * g)

    dc_all = dc + dh * o * (1 - t**2)
    dzi = dc_all * g * dsigmoid(i)
    dzf = dc_all * c * dsigmoid(f)
    dzg = dc_all * i * dsigmoid(g)
    dzo = dh * t * dsigmoid(o)

    Wxi, Whi, _ = map(_real, input_gate)
    Wxf, Whf, _ = map(_real, forget_gate)
    Wxg, Whg, _ = map(_real, candidate)
    Wxo, Who, _ = map(_real, output_gate)
    dx = dzi @ Wxi.T + dzf @ Wxf.T + dzg @ Wxg.T + dzo @ Wxo.T
    dh_old = dzi @ Whi.T + dzf @ Whf.T + dzg @ Whg.T + dzo @ Who.T
    dc_old = dc_all * f
    return (
        dx, dh_old, dc_old,
        (x.T @ dzi, h.T @ dzi, dzi.sum(0)),
        (x.T @ dzf, h.T @ dzf, dzf.sum(0)),
        (x.T @ dzg, h.T @ dzg, dzg.sum(0)),
        (x.T @ dzo, h.T @ dzo, dzo.sum(0)),
    )
