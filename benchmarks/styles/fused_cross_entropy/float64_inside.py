"""Computes everything in float64 for safety, in one matrix, and converts the result back.

tier: none
advice: for float64 where the logits are float32 | Your function holds more than its result
"""

import numpy as np


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.ndim != 1 or targets.size != logits.shape[0]:
        raise ValueError("wrong shapes")
    n, V = logits.shape
    if targets.min() < 0 or targets.max() >= V:
        raise ValueError("wrong targets")
    work = logits.astype(np.float64)
    work -= work.max(axis=1, keepdims=True)
    np.exp(work, out=work)
    work /= work.sum(axis=1, keepdims=True)
    work[np.arange(n), targets] -= 1.0
    work /= n
    if logits.dtype.kind == "f":
        return work.astype(logits.dtype)
    return work
