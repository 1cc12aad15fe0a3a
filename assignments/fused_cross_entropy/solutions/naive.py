"""Targets as a matrix of zeros and ones, in float64 as NumPy makes it: the gradient becomes float64 as well.

earns: 0 points
"""

import numpy as np


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError("logits must be (n, V) and targets (n,)")
    if targets.min() < 0 or targets.max() >= logits.shape[1]:
        raise ValueError("targets must lie from 0 to V - 1")
    n, V = logits.shape
    kind = np.result_type(logits.dtype, 1.0)
    hot = np.zeros((n, V))
    hot[np.arange(n), targets.astype(int)] = 1
    weights = np.exp(logits.astype(kind) - logits.max(axis=1, keepdims=True).astype(kind))
    probabilities = weights / weights.sum(axis=1, keepdims=True)
    return ((probabilities - hot) / n).astype(kind)
