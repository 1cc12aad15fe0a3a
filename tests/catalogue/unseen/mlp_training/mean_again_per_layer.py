import numpy as np


def softmax_rows(z):
    e = np.exp(z - np.max(z, axis=1).reshape(-1, 1))
    return e / np.sum(e, axis=1).reshape(-1, 1)


def back(delta, W, z):
    d = np.einsum("bo,io->bi", delta, W)
    d[z <= 0] = 0
    return d


def mlp_backward(params, X, labels):
    if not len(params):
        raise ValueError("params has no layer")
    fl = lambda a: np.asarray(a) if np.asarray(a).dtype.kind == "f" else np.asarray(a, dtype=np.float64)
    params = [(fl(W), fl(b)) for W, b in params]
    X, labels = fl(X), np.asarray(labels)
    if labels.shape != (X.shape[0],):
        raise ValueError("labels must be one per row")
    if labels.dtype.kind not in "iu":
        raise ValueError("labels must be of an integer type")
    K = params[-1][0].shape[1]
    if any(c < 0 or c >= K for c in labels.tolist()):
        raise ValueError("labels must be between 0 and K - 1")
    zs, hs = [], [X]
    for W, b in params:
        zs.append(hs[-1] @ W + b)
        hs.append(np.maximum(zs[-1], 0))
    P = softmax_rows(zs[-1])
    for i in range(len(X)):
        P[i, labels[i]] -= 1
    delta = P / len(X)
    out = [None for _ in params]
    for l in range(len(params) - 1, -1, -1):
        W, _ = params[l]
        out[l] = hs[l].T @ delta, delta.sum(axis=0)
        if l:
            delta = back(delta, W, zs[l - 1]) / len(X)
    return out
