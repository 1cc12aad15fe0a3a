import numpy as np


def mlp_forward(params, X):
    params = list(params)
    if not params:
        raise ValueError("params needs at least one layer")

    def real(a):
        a = np.asarray(a)
        return a if np.issubdtype(a.dtype, np.floating) else a.astype(np.float64)

    out = real(X)
    for i, layer in enumerate(params):
        weight, bias = real(layer[0]), real(layer[1])
        out = np.dot(out, weight) + bias
        if i == 0 and len(params) > 1:
            out = out * (out > 0)
    return out
