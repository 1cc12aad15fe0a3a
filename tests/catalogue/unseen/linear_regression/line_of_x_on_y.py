import numpy as np


def fit_univariate(x, y):
    x = np.asarray(x)
    y = np.asarray(y)
    if x.dtype.kind != "f":
        x = x.astype(float)
    if y.dtype.kind != "f":
        y = y.astype(float)
    if x.ndim != 1:
        raise ValueError("x must be one-dimensional")
    if y.shape != x.shape:
        raise ValueError("y must have the same shape as x")
    if len(x) == 0 or np.all(x == x[0]):
        raise ValueError("x: all values are equal")
    x_mean, y_mean = x.mean(), y.mean()
    xc = x - x_mean
    yc = y - y_mean
    sx = np.sqrt(np.mean(xc * xc))
    sy = np.sqrt(np.mean(yc * yc))
    # slope from the correlation coefficient
    corr = np.mean(xc * yc) / (sx * sy) if sy > 0 else 0.0
    slope = corr * sx / sy if sy > 0 else 0.0
    intercept = y_mean - slope * x_mean
    return float(slope), float(intercept)
