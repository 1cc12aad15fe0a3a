import numpy as np


def fit_univariate(x, y):
    xs = np.asarray(x)
    ys = np.asarray(y)
    xs = xs if np.issubdtype(xs.dtype, np.floating) else xs.astype(np.float64)
    ys = ys if np.issubdtype(ys.dtype, np.floating) else ys.astype(np.float64)
    if xs.ndim != 1 or xs.size == 0:
        raise ValueError(f"x has a bad shape {xs.shape}")
    if ys.shape != xs.shape:
        raise ValueError(f"y has a bad shape {ys.shape}")
    if np.max(xs) == np.min(xs):
        raise ValueError("x is constant, vertical line")
    dx = xs - np.mean(xs)
    dy = ys - np.mean(ys)
    k = np.dot(dx, dy) / np.dot(dx, dx)
    icept = ys[0] - k * xs[0]
    return float(k), float(icept)
