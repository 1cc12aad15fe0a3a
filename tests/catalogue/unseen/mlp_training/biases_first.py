import numpy as np


def mlp_backward(params, X, labels):
    L = len(params)
    if L == 0:
        raise ValueError("no layers in params")
    Ws = [np.asarray(W) if np.asarray(W).dtype.kind == "f" else np.asarray(W).astype(float) for W, _ in params]
    bs = [np.asarray(b) if np.asarray(b).dtype.kind == "f" else np.asarray(b).astype(float) for _, b in params]
    x = np.asarray(X)
    x = x if x.dtype.kind == "f" else x.astype(float)
    y = np.asarray(labels)
    if y.shape != x.shape[:1]:
        raise ValueError("labels do not fit to X")
    if not np.issubdtype(y.dtype, np.integer):
        raise ValueError("labels are not integers")
    if y.min() < 0 or y.max() >= Ws[-1].shape[1]:
        raise ValueError("labels are out of range")
    h = [x]
    for W, b in zip(Ws[:-1], bs[:-1]):
        h.append(np.maximum(h[-1] @ W + b, 0))
    s = h[-1] @ Ws[-1] + bs[-1]
    s = s - s.max(axis=1, keepdims=True)
    d = np.exp(s)
    d = d / d.sum(axis=1, keepdims=True)
    d[range(len(y)), y] -= 1
    d = d / len(y)
    grads = [None] * L
    for i in reversed(range(L)):
        grads[i] = (np.sum(d, axis=0), h[i].T @ d)
        d = (d @ Ws[i].T) * (h[i] > 0)
    return grads
