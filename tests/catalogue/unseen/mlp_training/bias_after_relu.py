import numpy as np


def mlp_forward(params, X):
    if len(params) == 0:
        raise ValueError("params is empty")
    out = _real(X)
    for i, (W, b) in enumerate(params):
        out = out @ _real(W)
        if i < len(params) - 1:
            out = np.maximum(0, out)
        out = out + _real(b)
    return out
