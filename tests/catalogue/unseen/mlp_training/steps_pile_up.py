import numpy as np


def gradient_check(f, x, analytic, h=1e-5):
    x = np.array(x, dtype=np.float64)
    a = np.array(analytic, dtype=np.float64)
    h = float(h)
    if a.shape != x.shape:
        raise ValueError("shapes differ")
    if not h > 0:
        raise ValueError("h must be positive")
    up = x.copy()
    down = x.copy()
    n = np.zeros(x.shape)
    for idx in np.ndindex(*x.shape):
        up[idx] += h
        down[idx] -= h
        n[idx] = (f(up) - f(down)) / (2 * h)
    bottom = np.linalg.norm(a.ravel()) + np.linalg.norm(n.ravel())
    if bottom == 0:
        return 0.0
    return float(np.linalg.norm((a - n).ravel()) / bottom)
