import numpy as np


def _f(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def relu(a):
    return np.maximum(a, 0)


def mlp_forward(params, X):
    if len(params) == 0:
        raise ValueError("no layers")
    h = _f(X)
    for W, b in params[:-1]:
        h = relu(h @ _f(W)) + _f(b)
    W, b = params[-1]
    return h @ _f(W) + _f(b)
