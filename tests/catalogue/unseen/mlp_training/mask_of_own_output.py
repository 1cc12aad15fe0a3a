import numpy as np


def mlp_backward(params, X, labels):
    if len(params) == 0:
        raise ValueError("params must not be empty")
    f = lambda a: a if a.dtype.kind == "f" else a.astype(np.float64)
    layers = [(f(np.asarray(W)), f(np.asarray(b))) for W, b in params]
    a = f(np.asarray(X))
    labels = np.asarray(labels)
    n = len(a)
    k = layers[-1][1].shape[0]
    if labels.ndim != 1 or len(labels) != n:
        raise ValueError("labels must be (B,)")
    if labels.dtype.kind not in "iu" or (labels < 0).any() or (labels >= k).any():
        raise ValueError("labels must be integers in 0..K-1")
    tape = []
    for W, b in layers:
        z = a @ W + b
        tape.append((a, z, W))
        a = np.maximum(z, 0)
    shifted = z - z.max(axis=1, keepdims=True)
    p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    g = (p - np.eye(k, dtype=p.dtype)[labels]) / n
    result = []
    while tape:
        a, z, W = tape.pop()
        g = g * (z > 0)
        result.append((a.T @ g, g.sum(axis=0)))
        g = g @ W.T
    result.reverse()
    return result
