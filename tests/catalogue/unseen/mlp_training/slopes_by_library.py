import numpy as np


def relu_interpolant(xs, ys):
    u, v = np.array(xs), np.array(ys)
    if u.dtype.kind != "f":
        u = u.astype(np.float64)
    if v.dtype.kind != "f":
        v = v.astype(np.float64)
    if u.ndim != 1 or u.shape != v.shape:
        raise ValueError("xs and ys need the shape (n,)")
    if u.size < 2:
        raise ValueError("xs needs two points")
    idx = np.argsort(u)
    u, v = u[idx], v[idx]
    if (u[1:] == u[:-1]).any():
        raise ValueError("xs holds a place twice")
    slopes = np.gradient(v, u)[:-1]
    changes = slopes - np.concatenate([np.zeros(1, slopes.dtype), slopes[:-1]])
    first = (np.ones((1, u.size - 1), dtype=u.dtype), -u[:-1])
    second = (changes.reshape(-1, 1), v[:1])
    return [first, second]
