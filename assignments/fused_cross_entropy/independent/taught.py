"""Step by step, with a matrix of zeros and ones, as most students write it."""

import numpy as np


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.ndim != 1 or len(targets) != len(logits):
        raise ValueError("one target for each row of a matrix")
    n, V = logits.shape
    if np.any(targets < 0) or np.any(targets >= V):
        raise ValueError("a target is no class")
    z = logits if logits.dtype.kind == "f" else logits.astype(np.float64)
    one_hot = np.zeros((n, V), dtype=z.dtype)
    one_hot[np.arange(n), targets] = 1
    shifted = z - np.max(z, axis=1, keepdims=True)
    e = np.exp(shifted)
    p = e / np.sum(e, axis=1, keepdims=True)
    return (p - one_hot) / n
