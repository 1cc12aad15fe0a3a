import numpy as np


def fl(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def squeeze01(a):
    e = np.exp(-np.abs(a))
    return np.where(a < 0, e, 1) / (e + 1)


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    x, h, c = fl(x), fl(h), fl(c)
    named = {"i": input_gate, "f": forget_gate, "g": candidate, "o": output_gate}
    gates = {}
    for key, (Wx, Wh, b) in named.items():
        a = x @ fl(Wx) + h @ fl(Wh) + fl(b)
        gates[key] = np.tanh(a) if key == "g" else squeeze01(a)
    memory = gates["f"] * c + gates["i"] * gates["g"]
    out = gates["o"] * memory
    return out, memory
