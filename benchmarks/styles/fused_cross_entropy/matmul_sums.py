"""Works in a copy of the logits, and sums each row as a product with a vector of ones.

tier: in place
advice: none
"""

import numpy as np


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError("one target per row of a matrix, please")
    n, V = logits.shape
    if targets.min() < 0 or targets.max() >= V:
        raise ValueError("no such class")
    g = np.array(logits, dtype=logits.dtype if logits.dtype.kind == "f" else float, order="C")
    g -= g.max(axis=1)[:, None]
    np.exp(g, out=g)
    sums = g @ np.ones(V, dtype=g.dtype)
    g *= (1 / (n * sums))[:, None]
    flat = np.arange(n) * V + targets.astype(np.int64)
    g.reshape(-1)[flat] -= g.dtype.type(1 / n)
    return g
