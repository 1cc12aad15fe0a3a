"""You returned probabilities. The scores before the softmax are asked for; look at the last step.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]



def mlp_forward(params, X):
    if len(params) == 0:
        raise ValueError("params must hold a layer")
    h, *flat = _as_floating(X, *(a for layer in params for a in layer))
    layers = list(zip(flat[::2], flat[1::2]))
    last = len(layers) - 1
    for level, (W, b) in enumerate(layers):
        h = h @ W + b
        if level < last:
            h = np.maximum(h, 0)
        else:
            h = np.exp(h - h.max(axis=1, keepdims=True))
            h = h / h.sum(axis=1, keepdims=True)
    return h
