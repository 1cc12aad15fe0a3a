"""Makes a list with the gradient of each row by a comprehension, and stacks the list.

tier: no other matrix
advice: Each row or each operation makes new arrays | for many rows at a time | Your function holds more than its result
"""

import numpy as np


def _softmax(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


def _one_hot_removed(p, t):
    p[t] -= 1
    return p


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != (len(logits),):
        raise ValueError(f"bad shapes: {logits.shape} and {targets.shape}")
    if not all(0 <= t < logits.shape[1] for t in targets.tolist()):
        raise ValueError("bad target")
    if logits.dtype.kind != "f":
        logits = logits.astype(np.float64)
    n = len(logits)
    return np.stack([_one_hot_removed(_softmax(z), t) / n for z, t in zip(logits, targets, strict=True)])
