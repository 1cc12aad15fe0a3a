import numpy as np


def mlp_forward(params, X):
    if len(params) == 0:
        raise ValueError("params is empty")
    h = np.asarray(X)
    if h.dtype.kind != "f":
        h = h.astype(np.float64)
    for W, b in params:
        W, b = np.asarray(W), np.asarray(b)
        if W.dtype.kind != "f":
            W = W.astype(np.float64)
        if b.dtype.kind != "f":
            b = b.astype(np.float64)
        h = np.clip(h, 0, None) @ W + b
    return h
