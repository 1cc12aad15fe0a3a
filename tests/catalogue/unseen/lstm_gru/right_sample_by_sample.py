import numpy as np


def real(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


class Node:
    def __init__(self, value, links=()):
        self.value, self.links, self.grad = value, links, np.zeros_like(value)


def times(a, b):
    return Node(a.value * b.value, [(a, lambda g: g * b.value), (b, lambda g: g * a.value)])


def plus(a, b):
    return Node(a.value + b.value, [(a, lambda g: g), (b, lambda g: g)])


def dot(a, w):
    return Node(a.value @ w.value, [(a, lambda g: g @ w.value.T), (w, lambda g: a.value.T @ g)])


def shift(a, b):
    return Node(a.value + b.value, [(a, lambda g: g), (b, lambda g: g.sum(axis=0))])


def tanh(a):
    t = np.tanh(a.value)
    return Node(t, [(a, lambda g: g * (1 - t * t))])


def sigmoid(a):
    e = np.exp(-np.abs(a.value))
    up, low = 1 / (1 + e), e / (1 + e)
    s, rest = np.where(a.value >= 0, up, low), np.where(a.value >= 0, low, up)
    return Node(s, [(a, lambda g: g * s * rest)])


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    x, h, c = (Node(real(a)) for a in (x, h, c))
    params = [[Node(real(p)) for p in gate] for gate in (input_gate, forget_gate, candidate, output_gate)]
    tape = []

    def keep(node):
        tape.append(node)
        return node

    values = []
    for k, (wx, wh, b) in enumerate(params):
        a = keep(shift(keep(plus(keep(dot(x, wx)), keep(dot(h, wh)))), b))
        values.append(keep(tanh(a) if k == 2 else sigmoid(a)))
    i, f, g, o = values
    new_c = keep(plus(keep(times(f, c)), keep(times(i, g))))
    new_h = keep(times(o, keep(tanh(new_c))))
    new_c.grad, new_h.grad = real(dc), real(dh)
    for node in reversed(tape):
        for parent, pull in node.links:
            parent.grad = parent.grad + pull(node.grad)
    return (x.grad, h.grad, c.grad, *(tuple(p.grad for p in gate) for gate in params))


def memory_path(f_gates):
    f = real(f_gates)
    out = f.copy()
    for t in reversed(range(f.shape[1] - 1)):
        out[:, t] *= out[:, t + 1]
    return out
