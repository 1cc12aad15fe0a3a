import numpy as np


def relu_interpolant(xs, ys):
    xs, ys = _real(xs), _real(ys)
    if xs.ndim != 1 or ys.ndim != 1 or len(xs) != len(ys) or len(xs) < 2:
        raise ValueError("xs and ys must be vectors of n >= 2 numbers")
    start = ys[:1].copy()
    idx = np.argsort(xs)
    xs, ys = xs[idx], ys[idx]
    if np.any(xs[1:] == xs[:-1]):
        raise ValueError("double x")
    slopes = np.diff(ys) / np.diff(xs)
    c = [slopes[0]]
    for i in range(1, len(slopes)):
        c.append(slopes[i] - slopes[i - 1])
    W1 = np.ones((1, len(c)), dtype=xs.dtype)
    b1 = xs[:-1].copy()
    W2 = np.array(c, dtype=ys.dtype)[:, None]
    return [(W1, b1), (W2, start)]
