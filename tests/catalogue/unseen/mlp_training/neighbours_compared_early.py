import numpy as np


def relu_interpolant(xs, ys):
    xs, ys = np.asarray(xs), np.asarray(ys)
    if xs.dtype.kind in "iub":
        xs = xs.astype(np.float64)
    if ys.dtype.kind in "iub":
        ys = ys.astype(np.float64)
    if xs.ndim != 1 or xs.shape != ys.shape or xs.shape[0] < 2:
        raise ValueError("xs and ys must be (n,) with n >= 2")
    if np.any(np.diff(xs) == 0):
        raise ValueError("xs must not hold the same place twice")
    order = np.argsort(xs, kind="stable")
    a, v = xs[order], ys[order]
    with np.errstate(all="ignore"):
        s = (v[1:] - v[:-1]) / (a[1:] - a[:-1])
    c = np.empty_like(s)
    c[0] = s[0]
    for i in range(1, len(s)):
        c[i] = s[i] - s[i - 1]
    return [(np.ones((1, len(s)), dtype=a.dtype), -a[:-1]), (c.reshape(-1, 1), v[:1].copy())]
