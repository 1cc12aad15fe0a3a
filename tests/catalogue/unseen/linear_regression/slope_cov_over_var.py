import numpy as np


def fit_univariate(x, y):
    x, y = _real(x), _real(y)
    if x.ndim != 1 or y.shape != x.shape:
        raise ValueError("x and y must both have shape (n,)")
    if len(x) < 2 or np.all(x == x[0]):
        raise ValueError("x has only one value")
    a = np.cov(x, y)[0, 1] / np.var(x)
    b = np.mean(y) - a * np.mean(x)
    return float(a), float(b)
