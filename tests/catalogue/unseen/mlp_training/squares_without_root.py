import numpy as np


def gradient_check(f, x, analytic, h=1e-5):
    point = np.asarray(x).astype(np.float64)
    a = np.asarray(analytic).astype(np.float64)
    if point.shape != a.shape:
        raise ValueError("analytic has another shape than x")
    if not h > 0:
        raise ValueError("h has to be positive")
    n = np.zeros(point.shape)
    for idx in np.ndindex(*point.shape):
        right, left = point.copy(), point.copy()
        right[idx] += h
        left[idx] -= h
        n[idx] = (f(right) - f(left)) / (2 * float(h))
    a, n = a.ravel(), n.ravel()
    size = max(np.abs(a).max(initial=0), np.abs(n).max(initial=0))
    if size == 0:
        return 0.0
    a, n = a / size, n / size
    diff = a - n
    bottom = a @ a + n @ n
    return float(diff @ diff / bottom)
