import math

import numpy as np


def gradient_check(f, x, analytic, h=1e-5):
    x = np.array(x, dtype=np.float64)
    a = np.array(analytic, dtype=np.float64)
    if x.shape != a.shape:
        raise ValueError("analytic must have the shape of x")
    if not h > 0:
        raise ValueError("h must be positive")
    units = np.eye(x.size).reshape((x.size,) + x.shape)
    up = [float(f(x + float(h) * e)) for e in units]
    down = [float(f(x - float(h) * e)) for e in units]
    n = [(p - m) / (2 * float(h)) for p, m in zip(up, down)]
    flat = a.ravel().tolist()
    bottom = math.hypot(*flat) + math.hypot(*n)
    if bottom == 0:
        return 0.0
    return math.hypot(*(p - q for p, q in zip(flat, n))) / bottom


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    if not len(params):
        raise ValueError("params must hold a layer")
    if not lr > 0:
        raise ValueError("lr must be positive")
    if not batch_size >= 1:
        raise ValueError("batch_size must be positive")
    if epochs < 0:
        raise ValueError("epochs must not be negative")
    X, y = np.asarray(X), np.asarray(y)
    own = []
    for W, b in params:
        for a in (W, b):
            a = np.asarray(a)
            own.append(np.array(a, dtype=a.dtype if a.dtype.kind == "f" else np.float64))
    pairs = list(zip(own[0::2], own[1::2]))
    mlp_backward(pairs, X, y)
    for _ in range(epochs):
        queue = rng.permutation(len(X)).tolist()
        while queue:
            rows, queue = queue[:batch_size], queue[batch_size:]
            grads = [g for pair in mlp_backward(pairs, X[rows], y[rows]) for g in pair]
            for theta, g in zip(own, grads):
                theta -= float(lr) * g
    return pairs
