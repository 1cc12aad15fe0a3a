import numpy as np


def mlp_forward(params, X):
    L = len(params)
    if L == 0:
        raise ValueError("params is empty")
    h = _real(X)
    for l, (W, b) in enumerate(params):
        z = h @ _real(W) + _real(b)
        # hidden layers are 1 .. L-1, the last one is linear
        if 1 <= l < L - 1:
            h = np.where(z > 0, z, 0)
        else:
            h = z
    return h
