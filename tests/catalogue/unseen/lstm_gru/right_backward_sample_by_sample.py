import numpy as np


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = (_real(v) for v in (dh, dc, x, h, c))
    gates = [[_real(part) for part in gate] for gate in (input_gate, forget_gate, candidate, output_gate)]
    dx, dh_old, dc_old = np.zeros_like(x), np.zeros_like(h), np.zeros_like(c)
    grads = [[np.zeros_like(part) for part in gate] for gate in gates]
    for n in range(x.shape[0]):  # one sample after the other
        values = []
        for k, (Wx, Wh, b) in enumerate(gates):
            a = Wx.T @ x[n] + Wh.T @ h[n] + b
            values.append(np.tanh(a) if k == 2 else _sigmoid(a))
        i, f, g, o = values
        shown = np.tanh(f * c[n] + i * g)
        d_shown = dh[n] * o
        d_memory = dc[n] + d_shown * (1 - shown * shown)
        deltas = (
            d_memory * g * i * (1 - i),
            d_memory * c[n] * f * (1 - f),
            d_memory * i * (1 - g * g),
            dh[n] * shown * o * (1 - o),
        )
        dc_old[n] = d_memory * f
        for delta, (Wx, Wh, _), grad in zip(deltas, gates, grads):
            dx[n] += Wx @ delta
            dh_old[n] += Wh @ delta
            grad[0] += np.outer(x[n], delta)
            grad[1] += np.outer(h[n], delta)
            grad[2] += delta
    return (dx, dh_old, dc_old, *(tuple(grad) for grad in grads))
