import numpy as np


def relu_interpolant(xs, ys):
    xs, ys = _real(xs), _real(ys)
    if xs.ndim != 1 or ys.shape != xs.shape:
        raise ValueError("need two vectors of the same length")
    n = xs.shape[0]
    if n < 2:
        raise ValueError("need two points at least")
    if np.unique(xs).size < n:
        raise ValueError("same x twice")
    xs, ys = np.sort(xs), np.sort(ys)
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = s.copy()
    c[1:] = s[1:] - s[:-1]
    W1 = np.ones((1, n - 1), dtype=xs.dtype)
    return [(W1, -xs[:-1]), (c.reshape(n - 1, 1), ys[:1].copy())]
