import numpy as np


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    def fl(a):
        a = np.asarray(a)
        return a if a.dtype.kind == "f" else a.astype(np.float64)

    def sigma(a):
        s = np.exp(-abs(a))
        return np.where(a < 0, s / (1 + s), 1 / (1 + s))

    dh, dc, x, h, c = fl(dh), fl(dc), fl(x), fl(h), fl(c)
    Wxs, Whs, bs = zip(*[[fl(p) for p in gate] for gate in (input_gate, forget_gate, candidate, output_gate)])
    Wx, Wh, b = np.hstack(Wxs), np.hstack(Whs), np.hstack(bs)
    ai, af, ag, ao = np.split(x @ Wx + h @ Wh + b, 4, axis=1)
    i, f, g, o = sigma(ai), sigma(af), np.tanh(ag), sigma(ao)
    mem = i * g + f * c
    th = np.tanh(mem)
    dmem = dh * o * (1 - th * th) + dc
    di = dmem * g * i * (1 - i)
    df = dmem * mem * f * (1 - f)
    dg = dmem * i * (1 - g * g)
    do = dh * th * o * (1 - o)
    d = np.hstack([di, df, dg, do])
    out = [(x.T @ q, h.T @ q, q.sum(0)) for q in (di, df, dg, do)]
    return d @ Wx.T, d @ Wh.T, dmem * f, out[0], out[1], out[2], out[3]
