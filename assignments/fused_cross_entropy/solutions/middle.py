"""No matrix of targets, but each operation makes a new matrix: twice the memory of the result, and ten passes.

earns: 3 points
"""

import numpy as np


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError("logits must be (n, V) and targets (n,)")
    if targets.min() < 0 or targets.max() >= logits.shape[1]:
        raise ValueError("targets must lie from 0 to V - 1")
    n = len(logits)
    logits = logits.astype(np.result_type(logits.dtype, 1.0), copy=False)
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = weights / weights.sum(axis=1, keepdims=True)
    gradient[np.arange(n), targets.astype(int)] -= 1
    return gradient / n
