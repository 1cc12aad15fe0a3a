import numpy as np


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = map(_real, (dh, dc, x, h, c))
    gates = (input_gate, forget_gate, candidate, output_gate)
    ai, af, ag, ao = (_pre_activation(x, h, gate) for gate in gates)
    i, f, g, o = _sigmoid(ai), _sigmoid(af), np.tanh(ag), _sigmoid(ao)
    c = f * c + i * g
    tc = np.tanh(c)

    do = dh * tc
    dc = dc + dh * o * (1 - tc ** 2)
    di = dc * g
    df = dc * c
    dg = dc * i
    dc_old = dc * f

    dai = di * i * (1 - i)
    daf = df * f * (1 - f)
    dag = dg * (1 - g ** 2)
    dao = do * o * (1 - o)

    dx, dh_old, out = 0, 0, []
    for da, (Wx, Wh, b) in zip((dai, daf, dag, dao), gates):
        dx = dx + da @ _real(Wx).T
        dh_old = dh_old + da @ _real(Wh).T
        out.append((x.T @ da, h.T @ da, da.sum(0)))
    return (dx, dh_old, dc_old) + tuple(out)
