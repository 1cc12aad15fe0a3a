import numpy as np


def fit_univariate(x, y):
    # statistics course: covariance over the two standard deviations
    x, y = _real(x), _real(y)
    if x.ndim != 1:
        raise ValueError("x must be one-dimensional")
    if y.shape != x.shape:
        raise ValueError("y must be as long as x")
    if x.size < 2 or np.all(x == x[0]):
        raise ValueError("x: all values are equal, the line is vertical")
    dx = x - x.mean()
    dy = y - y.mean()
    slope = np.sum(dx * dy) / np.sqrt(np.sum(dx * dx) * np.sum(dy * dy))
    intercept = y.mean() - slope * x.mean()
    return float(slope), float(intercept)
