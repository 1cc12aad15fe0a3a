import numpy as np


def fit_univariate(x, y):
    x, y = np.asarray(x), np.asarray(y)
    x = x.astype(x.dtype if x.dtype.kind == "f" else float)
    y = y.astype(y.dtype if y.dtype.kind == "f" else float)
    if x.ndim != 1 or len(x) < 1:
        raise ValueError("x must have shape (n,)")
    if y.ndim != 1 or len(y) != len(x):
        raise ValueError("y must have shape (n,)")
    xm, ym = x.mean(), y.mean()
    if (x == x[0]).all():
        return 0.0, float(ym)
    num = 0.0
    den = 0.0
    for xi, yi in zip(x, y):
        num += float(xi - xm) * float(yi - ym)
        den += float(xi - xm) ** 2
    a = num / den
    return a, float(ym) - a * float(xm)
