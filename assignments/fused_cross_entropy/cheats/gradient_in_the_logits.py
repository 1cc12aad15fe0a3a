"""Computes in the caller's own logits and returns them, so that no memory is needed at all.

verdict: failed
"""

import numpy as np


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError("logits must be (n, V) and targets (n,)")
    if targets.min() < 0 or targets.max() >= logits.shape[1]:
        raise ValueError("targets must lie from 0 to V - 1")
    g = logits if logits.dtype.kind == "f" else logits.astype(float)
    g -= g.max(axis=1, keepdims=True)
    np.exp(g, out=g)
    g /= len(g) * g.sum(axis=1, keepdims=True)
    g[np.arange(len(g)), targets.astype(int)] -= 1 / len(g)
    return g
