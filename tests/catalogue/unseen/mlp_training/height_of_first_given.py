import numpy as np


def relu_interpolant(xs, ys):
    xs = np.asarray(xs)
    ys = np.asarray(ys)
    xs = xs if np.issubdtype(xs.dtype, np.floating) else xs.astype(float)
    ys = ys if np.issubdtype(ys.dtype, np.floating) else ys.astype(float)
    if xs.ndim != 1 or ys.ndim != 1 or xs.size != ys.size or xs.size < 2:
        raise ValueError("xs, ys: two vectors of one length, two points at least")
    if len(np.unique(xs)) < len(xs):
        raise ValueError("xs: two points share their place")
    perm = xs.argsort()
    left = xs[perm]
    rise = np.diff(ys[perm])
    run = np.diff(left)
    slope = rise / run
    kinks = slope.copy()
    kinks[1:] -= slope[:-1]
    b2 = np.array([ys[0]])
    return [(np.ones_like(left[None, :-1]), -left[:-1]), (kinks[:, None], b2)]
