"""Row by row: one large matrix, but half a dozen calls and as many small arrays for each row.

earns: 5 points
"""

import numpy as np


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError("logits must be (n, V) and targets (n,)")
    if targets.min() < 0 or targets.max() >= logits.shape[1]:
        raise ValueError("targets must lie from 0 to V - 1")
    g = np.empty(logits.shape, np.result_type(logits.dtype, 1.0))
    for row, target, place in zip(logits, targets.astype(int), g, strict=True):
        weights = np.exp(row.astype(g.dtype) - row.max())
        place[:] = weights / weights.sum()
        place[target] -= 1
        place /= len(g)
    return g
