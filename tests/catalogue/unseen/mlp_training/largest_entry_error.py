import numpy as np


def gradient_check(f, x, analytic, h=1e-5):
    x = np.array(x, dtype=np.float64)
    analytic = np.array(analytic, dtype=np.float64)
    if x.shape != analytic.shape:
        raise ValueError("analytic has the wrong shape")
    _require_positive("h", h)
    worst = 0.0
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        n = (f(x + e) - f(x - e)) / (2.0 * h)
        a = analytic[i]
        if a != 0 or n != 0:
            worst = max(worst, abs(a - n) / (abs(a) + abs(n)))
    return float(worst)
