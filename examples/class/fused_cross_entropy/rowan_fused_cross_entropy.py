import numpy as np


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def fused_cross_entropy(logits, targets):
    n, V = logits.shape
    if targets.shape != (n,) or min(targets) < 0 or max(targets) >= V:
        raise ValueError("targets do not fit")
    y = np.zeros((n, V))
    y[np.arange(n), targets.astype(int)] = 1
    p = softmax(logits.astype(float))
    return ((p - y) / n).astype(np.result_type(logits.dtype, 1.0))
