import numpy as np


def gradient_check(f, x, analytic, h=1e-5):
    x = np.array(x, dtype=float)
    analytic = np.array(analytic, dtype=float)
    if analytic.shape != x.shape:
        raise ValueError("analytic: wrong shape")
    if h <= 0:
        raise ValueError("h: not positive")
    h = float(h)
    p = x.reshape(-1)
    numeric = np.zeros(p.size)
    for i in range(p.size):
        p[i] += h
        up = f(p.reshape(x.shape).copy())
        p[i] -= 2 * h
        down = f(p.reshape(x.shape).copy())
        numeric[i] = (up - down) / (2 * h)
    a = analytic.reshape(-1)
    total = np.linalg.norm(a) + np.linalg.norm(numeric)
    return float(np.linalg.norm(a - numeric) / total) if total > 0 else 0.0
