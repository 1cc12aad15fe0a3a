"""Your units switch on at the right end of their interval. Each changes the slope where its interval begins;
look at which point has no unit.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]



def relu_interpolant(xs, ys):
    xs, ys = _as_floating(xs, ys)
    if xs.ndim != 1 or xs.shape != ys.shape or len(xs) < 2 or len(set(xs.tolist())) < len(xs):
        raise ValueError("at least two points at different places")
    order = np.argsort(xs)
    xs, ys = xs[order], ys[order]
    slopes = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    changes = slopes.copy()
    changes[1:] -= slopes[:-1]
    W1, b1, W2, b2 = np.ones((1, len(slopes)), xs.dtype), -xs[:-1], changes[:, None], ys[:1]
    return [(W1, -xs[1:]), (W2, b2)]
