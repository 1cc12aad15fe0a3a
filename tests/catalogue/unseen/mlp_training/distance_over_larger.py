import numpy as np


def gradient_check(f, x, analytic, h=1e-5):
    x = np.array(x, dtype=np.float64)
    analytic = np.array(analytic, dtype=np.float64)
    if x.shape != analytic.shape:
        raise ValueError("analytic must have the shape of x")
    h = float(h)
    if not h > 0:
        raise ValueError("h must be positive")
    slopes = []
    for k in range(x.size):
        e = np.zeros(x.size)
        e[k] = h
        e = e.reshape(x.shape)
        slopes.append((f(x + e) - f(x - e)) / (2 * h))
    numeric = np.array(slopes, dtype=np.float64).reshape(x.shape)
    scale = max(np.sqrt(np.sum(analytic**2)), np.sqrt(np.sum(numeric**2)))
    if scale == 0:
        return 0.0
    return float(np.sqrt(np.sum((analytic - numeric) ** 2)) / scale)
