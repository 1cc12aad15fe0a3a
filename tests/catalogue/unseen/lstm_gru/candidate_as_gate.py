import numpy as np


def conv(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = (conv(a) for a in (dh, dc, x, h, c))
    params = {"i": input_gate, "f": forget_gate, "g": candidate, "o": output_gate}
    params = {name: tuple(conv(p) for p in gate) for name, gate in params.items()}
    value = {}
    for name, (Wx, Wh, b) in params.items():
        a = x @ Wx + h @ Wh + b
        if name == "g":
            value[name] = np.tanh(a)
        else:
            e = np.exp(-np.abs(a))
            value[name] = np.where(a >= 0, 1, e) / (1 + e)
    squashed = np.tanh(value["f"] * c + value["i"] * value["g"])
    down = dc + dh * value["o"] * (1 - squashed**2)
    dvalue = {"i": down * value["g"], "f": down * c, "g": down * value["i"], "o": dh * squashed}
    da, grads = {}, {}
    dx, dh_old = np.zeros_like(x), np.zeros_like(h)
    for name, (Wx, Wh, b) in params.items():
        da[name] = dvalue[name] * value[name] * (1 - value[name])
        dx += da[name] @ Wx.T
        dh_old += da[name] @ Wh.T
        grads[name] = (x.T @ da[name], h.T @ da[name], da[name].sum(axis=0))
    return dx, dh_old, down * value["f"], grads["i"], grads["f"], grads["g"], grads["o"]
