import numpy as np


def relu_interpolant(xs, ys):
    xs, ys = _real(xs), _real(ys)
    if xs.ndim != 1 or ys.shape != xs.shape or xs.size < 2:
        raise ValueError("xs and ys must be (n,) with n >= 2")
    if len(np.unique(xs)) < len(xs):
        raise ValueError("an x occurs twice")
    order = xs.argsort()
    xs, ys = xs[order], ys[order]
    n = len(xs)
    s = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    c = np.zeros(n - 1, dtype=s.dtype)
    c[0] = s[0]
    for i in range(1, n - 1):
        c[i] = s[i] - c[i - 1]
    W1 = np.ones((1, n - 1), dtype=xs.dtype)
    return [(W1, -xs[:-1]), (c.reshape(-1, 1), ys[:1].copy())]
