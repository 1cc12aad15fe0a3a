import numpy as np


def fit_univariate(x, y):
    x, y = _real(x), _real(y)
    if x.ndim != 1 or y.shape != x.shape:
        raise ValueError("x and y must both have shape (n,)")
    if x.size < 2 or np.ptp(x) == 0:
        raise ValueError("all x are equal, no line")
    u = x - np.mean(x)
    slope = float(u @ (y - np.mean(y)) / (u @ u))
    intercept = float(y[0] - slope * x[0])
    return slope, intercept
